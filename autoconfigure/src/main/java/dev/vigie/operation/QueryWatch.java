package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.errors.Spans.Span;
import dev.vigie.logging.LogCategories;
import dev.vigie.privacy.Masking;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Makes a span of each SQL statement while a trace is recorded, and a line of category database of each slow one. */
final class QueryWatch {

    private static final Logger log = LoggerFactory.getLogger(QueryWatch.class);

    private final Spans spans;
    private final Masking masking;
    private final Duration threshold;
    private final long thresholdNanos;

    /**
     * A data source may stand before another one, which is watched, too: a statement is told once, by the outer one.
     */
    private final ThreadLocal<Boolean> running = new ThreadLocal<>();

    QueryWatch(Spans spans, Masking masking, Duration threshold) {
        this.spans = spans;
        this.masking = masking;
        this.threshold = threshold;
        this.thresholdNanos = SlowOperations.nanos(threshold);
    }

    /** Carries a statement out. What it returns or throws goes on to the caller as it is. */
    @Nullable
    Object watched(@Nullable String sql, int batch, Execution execution) throws Throwable {
        if (running.get() != null) {
            return execution.proceed();
        }
        running.set(Boolean.TRUE);
        Span span = span(sql);
        long start = System.nanoTime();
        Object result = null;
        Throwable failure = null;
        try {
            result = execution.proceed();
            return result;
        } catch (Throwable e) {
            failure = e;
            throw e;
        } finally {
            running.remove();
            ended(new Ended(sql, batch, System.nanoTime() - start, rows(result), failure), span);
        }
    }

    private @Nullable Span span(@Nullable String sql) {
        try {
            Span parent = spans.current();
            return parent == null ? null : parent.child("db.sql.query", sql == null ? "SQL" : masking.sql(sql));
        } catch (RuntimeException | LinkageError trouble) {
            log.debug("A statement has no span", trouble);
            return null;
        }
    }

    private void ended(Ended ended, @Nullable Span span) {
        try {
            if (span != null) {
                end(span, ended);
            }
            if (ended.nanos() >= thresholdNanos) {
                write(ended);
            }
        } catch (RuntimeException | LinkageError trouble) {
            log.debug("The end of a statement could not be told", trouble);
        }
    }

    private static void end(Span span, Ended ended) {
        if (ended.rows() >= 0) {
            span.data("db.rows_affected", ended.rows());
        }
        if (ended.batch() > 0) {
            span.data("db.operation.batch.size", ended.batch());
        }
        if (ended.failure() != null) {
            span.data("exception.type", ended.failure().getClass().getName());
            span.failed();
        }
        span.finish();
    }

    private void write(Ended ended) {
        LoggingEventBuilder line = log.atWarn()
                .addMarker(LogCategories.DATABASE)
                .addKeyValue("duration_ms", ended.nanos() / 1_000_000)
                .addKeyValue("threshold_ms", threshold.toMillis())
                .addKeyValue("statement", ended.sql() == null ? "unknown" : masking.sql(ended.sql()));
        if (ended.rows() >= 0) {
            line = line.addKeyValue("rows", ended.rows());
        }
        if (ended.batch() > 0) {
            line = line.addKeyValue("batch_size", ended.batch());
        }
        if (ended.failure() != null) {
            line = line.addKeyValue("exception", ended.failure().getClass().getName());
        }
        line.log("slow_query_detected");
    }

    /** How many rows an update changed, or -1 when that is not known: a result set is read by the caller. */
    private static long rows(@Nullable Object result) {
        if (result instanceof Integer || result instanceof Long) {
            return ((Number) result).longValue();
        }
        if (result instanceof int[] counts) {
            long sum = 0;
            for (int count : counts) {
                sum += Math.max(0, count);
            }
            return sum;
        }
        return -1;
    }

    /** The statement itself. */
    @FunctionalInterface
    interface Execution {

        @Nullable
        Object proceed() throws Throwable;
    }

    private record Ended(@Nullable String sql, int batch, long nanos, long rows, @Nullable Throwable failure) {}
}
