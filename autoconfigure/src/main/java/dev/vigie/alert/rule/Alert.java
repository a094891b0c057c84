package dev.vigie.alert.rule;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One alert of a rule as it is at one moment.
 *
 * @param labels which thing it is about; together with the rule its identity
 * @param state where it is
 * @param value the number that was last compared; NaN where there is none
 * @param activeAt since when the condition holds
 * @param firedAt when it fired, null as long as it is pending
 * @param resolvedAt when it was over, null before
 */
public record Alert(
        Map<String, String> labels,
        AlertState state,
        double value,
        Instant activeAt,
        @Nullable Instant firedAt,
        @Nullable Instant resolvedAt) {}
