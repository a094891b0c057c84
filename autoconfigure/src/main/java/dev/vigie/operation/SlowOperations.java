package dev.vigie.operation;

import dev.vigie.logging.LogCategories;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Writes a line of category performance for each operation that took too long. */
final class SlowOperations {

    private static final Logger log = LoggerFactory.getLogger(Operations.class);

    private final Duration threshold;
    private final long thresholdNanos;

    SlowOperations(Duration threshold) {
        this.threshold = threshold;
        this.thresholdNanos = nanos(threshold);
    }

    /** Longer than any operation when the threshold says never. */
    static long nanos(Duration threshold) {
        if (threshold.isZero() || threshold.isNegative()) {
            return Long.MAX_VALUE;
        }
        return threshold.compareTo(Duration.ofDays(1000)) > 0 ? Long.MAX_VALUE : threshold.toNanos();
    }

    void look(String name, WatchedOperation.Outcome outcome) {
        if (outcome.nanos() >= thresholdNanos) {
            outcome.starter().write(() -> write(name, outcome));
        }
    }

    private void write(String name, WatchedOperation.Outcome outcome) {
        LoggingEventBuilder line = log.atWarn()
                .addMarker(LogCategories.PERFORMANCE)
                .addKeyValue("operation", name)
                .addKeyValue("duration_ms", outcome.nanos() / 1_000_000)
                .addKeyValue("threshold_ms", threshold.toMillis())
                .addKeyValue("outcome", outcome.error() == null ? "success" : "error");
        if (outcome.error() != null) {
            line = line.addKeyValue("exception", outcome.error());
        }
        line = with(line, "data", outcome.data().all());
        with(line, "tags", outcome.tags().all()).log("slow_operation_detected");
    }

    private static LoggingEventBuilder with(LoggingEventBuilder line, String key, Map<String, Object> facts) {
        return facts.isEmpty() ? line : line.addKeyValue(key, facts);
    }
}
