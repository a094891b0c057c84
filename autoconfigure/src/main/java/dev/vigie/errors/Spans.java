package dev.vigie.errors;

import dev.vigie.errors.TaskScopes.TaskScope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens spans in the trace the error tracker records. Where nothing is recorded (no tracker, tracing off, a request
 * that was not sampled, another tracer in charge) there is no span to be a child of, and nothing is done.
 */
public interface Spans {

    /** Where nobody records. */
    Spans NONE = new Spans() {};

    /** The span that work on this thread belongs to, or null when nothing is recorded. */
    default @Nullable Span current() {
        return null;
    }

    /**
     * Begins the trace of work that belongs to no request, such as a scheduled task.
     *
     * @param run the run of the task, whose trace it is; or null where nobody watches runs
     * @return its first span, or null when this one is not recorded
     */
    default @Nullable Span begin(String operation, String name, @Nullable TaskScope run) {
        return null;
    }

    /**
     * The headers by which a call to another application hands the trace on; also when nothing is recorded here.
     *
     * @param url where the call goes, for the tracker's own list of targets
     * @param baggage the values of the header baggage that are there already
     */
    default Map<String, String> headers(@Nullable Span span, String url, List<String> baggage) {
        return Map.of();
    }

    /** A piece of work in a trace. Its methods may be called from any thread and throw nothing. */
    interface Span {

        /**
         * Begins a piece of this work.
         *
         * @param operation in the tracker's words, such as {@code db.sql.query}
         * @param description what it is, with nothing secret in it; or null
         */
        Span child(String operation, @Nullable String description);

        /** Makes this the span that work on the current thread belongs to; to be closed on the same thread. */
        Activation activate();

        /** Says better what it is. */
        void describe(String description);

        /** Adds a fact: a string, a number or a boolean; nothing secret. */
        void data(String key, Object value);

        /** Adds a word it can be searched by; nothing secret. */
        void tag(String key, String value);

        /** It failed. Also after {@link #status}. */
        void failed();

        /** How an HTTP call ended. */
        void status(int httpStatus);

        /** It is over; only the first call counts. */
        void finish();
    }
}
