/** Health checks, groups, and the two plain answers GET /health and GET /health/monitoring. */
@NullMarked
package dev.vigie.health;

import org.jspecify.annotations.NullMarked;
