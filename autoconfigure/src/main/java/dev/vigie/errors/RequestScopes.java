package dev.vigie.errors;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the error tracker's view of one HTTP request. */
public interface RequestScopes {

    /** Where nobody tracks. */
    RequestScopes NONE = (facts, incoming) -> new RequestScope() {};

    /** Begins a request. */
    RequestScope open(RequestFacts facts, Incoming incoming);

    /**
     * What came with the request: the headers by which a caller hands its trace on.
     *
     * @param servletRequest the request itself, for a sampler of the application
     * @param sentryTrace the header sentry-trace, or null
     * @param baggage the headers baggage, or null
     */
    record Incoming(Object servletRequest, @Nullable String sentryTrace, @Nullable List<String> baggage) {}

    /** One request, from its first byte to its outcome, over all its dispatches. */
    interface RequestScope {

        /** Makes this request the one that events of the current thread belong to. */
        default Activation activate() {
            return () -> {};
        }

        /** The trace id, 32 hexadecimal digits, or null when the tracker has none. */
        default @Nullable String traceId() {
            return null;
        }

        /**
         * Reports the error this request failed with; once per error, however often it is called.
         *
         * @param handled whether the application answered it itself
         * @param extra facts shown with the event
         * @return the event id, 32 hexadecimal digits, or null when nothing was sent
         */
        default @Nullable String report(Throwable error, boolean handled, Map<String, ?> extra) {
            return null;
        }

        /** Ends the request with its HTTP status. */
        default void finish(int status) {}
    }

    /** Undoes {@link RequestScope#activate()}. */
    @FunctionalInterface
    interface Activation {

        /** Gives the thread back as it was. */
        void close();
    }
}
