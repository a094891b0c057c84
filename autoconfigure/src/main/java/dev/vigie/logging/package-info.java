/** JSON lines through logstash-logback-encoder, without a logback file in the application. */
@NullMarked
package dev.vigie.logging;

import org.jspecify.annotations.NullMarked;
