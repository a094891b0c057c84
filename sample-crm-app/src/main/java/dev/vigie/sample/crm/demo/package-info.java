/** Buttons that provoke what a monitoring system should see. */
@NullMarked
package dev.vigie.sample.crm.demo;

import org.jspecify.annotations.NullMarked;
