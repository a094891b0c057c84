/** The one switch, the lowest-precedence defaults and the start-up lines. */
@NullMarked
package dev.vigie.feature;

import org.jspecify.annotations.NullMarked;
