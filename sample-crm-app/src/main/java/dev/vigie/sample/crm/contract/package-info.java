/** Contracts: what was agreed with an organisation. */
@NullMarked
package dev.vigie.sample.crm.contract;

import org.jspecify.annotations.NullMarked;
