package dev.vigie.operation;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Operations, spans and slow queries.
 *
 * @param enabled whether operations are watched; without it the bean Operations does nothing
 * @param slowThreshold from when on an operation is slow and leaves a line; zero or less for never
 * @param slowQueryThreshold from when on an SQL statement is slow and leaves a line; zero or less for never
 * @param spans spans in the error tracker's traces
 * @param timerTags keys given to Operation.tag that become tags of the timer; only ones with a few values
 * @param maxNames how many different operations, and different values of one timer tag, get a timer of their own, and
 *     ten times as many combinations of them; what comes after them is counted as OTHER
 */
@ConfigurationProperties("vigie.operation")
public record OperationProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("1s") Duration slowThreshold,
        @DefaultValue("500ms") Duration slowQueryThreshold,
        @DefaultValue SpanProperties spans,
        @DefaultValue List<String> timerTags,
        @DefaultValue("100") int maxNames) {

    /**
     * Spans in the error tracker's traces.
     *
     * @param enabled whether observations, SQL statements and Redis commands become spans
     * @param ignored beginnings of names of observations that become none
     */
    public record SpanProperties(
            @DefaultValue("true") boolean enabled, @DefaultValue("spring.security.") List<String> ignored) {}
}
