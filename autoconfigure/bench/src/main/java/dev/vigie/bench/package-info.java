/** Runs the arms of the bench side by side and writes one table. */
@NullMarked
package dev.vigie.bench;

import org.jspecify.annotations.NullMarked;
