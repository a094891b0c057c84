package dev.vigie.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Metrics. Everything else about them is set with Spring Boot's own {@code management.metrics.*}.
 *
 * @param enabled whether meters get the common tags and response times their buckets, and the scrape endpoint is
 *     exposed
 */
@ConfigurationProperties("vigie.metrics")
public record MetricsProperties(@DefaultValue("true") boolean enabled) {}
