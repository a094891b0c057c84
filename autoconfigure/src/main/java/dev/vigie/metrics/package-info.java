/** Common tags, buckets and what the scrape needs beyond Spring Boot's own meters. */
@NullMarked
package dev.vigie.metrics;

import org.jspecify.annotations.NullMarked;
