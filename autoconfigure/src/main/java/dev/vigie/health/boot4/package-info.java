/** The health API of Spring Boot 4.x, nothing else. */
@NullMarked
package dev.vigie.health.boot4;

import org.jspecify.annotations.NullMarked;
