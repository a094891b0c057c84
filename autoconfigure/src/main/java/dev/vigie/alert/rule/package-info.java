/** Rules: what must be true for how long before somebody is told, and where the numbers come from. */
@NullMarked
package dev.vigie.alert.rule;

import org.jspecify.annotations.NullMarked;
