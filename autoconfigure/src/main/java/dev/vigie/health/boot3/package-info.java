/** The health API of Spring Boot 3.5, nothing else. */
@NullMarked
package dev.vigie.health.boot3;

import org.jspecify.annotations.NullMarked;
