@NullMarked
package dev.vigie.logging;

import org.jspecify.annotations.NullMarked;
