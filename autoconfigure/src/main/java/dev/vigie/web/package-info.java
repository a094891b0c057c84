/** Where requests are watched: ids, route, breadcrumb, outcome, and the 500 answer nobody else gave. */
@NullMarked
package dev.vigie.web;

import org.jspecify.annotations.NullMarked;
