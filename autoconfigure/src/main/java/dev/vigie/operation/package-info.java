/** Operations: what the application does, in its own words and in Micrometer's, as timers, spans and slow lines. */
@NullMarked
package dev.vigie.operation;

import org.jspecify.annotations.NullMarked;
