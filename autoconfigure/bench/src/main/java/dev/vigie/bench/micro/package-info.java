/** Single pieces of the library, measured with JMH. */
@NullMarked
package dev.vigie.bench.micro;

import org.jspecify.annotations.NullMarked;
