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
     * A request has come to the current thread. Until the activation is closed, the line the container itself logs of
     * its failure is no event: its outcome is one.
     */
    default Activation arrive() {
        return Activation.NONE;
    }

    /**
     * What came with the request: the headers by which a caller hands its trace on.
     *
     * @param servletRequest the request itself, for a sampler of the application
     * @param sentryTrace the header sentry-trace, or null
     * @param baggage the headers baggage, or null
     */
    record Incoming(Object servletRequest, @Nullable String sentryTrace, @Nullable List<String> baggage) {}

    /**
     * What is told with an error.
     *
     * @param handled whether the application answered it itself
     * @param extra facts shown with the event
     * @param tags facts by which events are searched, of few values
     */
    record Failure(boolean handled, Map<String, ?> extra, Map<String, String> tags) {}

    /** One request, from its first byte to its outcome, over all its dispatches. */
    interface RequestScope {

        /** Makes this request the one that events of the current thread belong to. */
        default Activation activate() {
            return Activation.NONE;
        }

        /** The trace id, 32 hexadecimal digits, or null when the tracker has none. */
        default @Nullable String traceId() {
            return null;
        }

        /** This error is waiting for the outcome of the request; until then nobody else makes an event of it. */
        default void expect(Throwable error) {}

        /**
         * Reports the error this request failed with; once per error, however often it is called.
         *
         * @return the event id, 32 hexadecimal digits, or null when nothing was sent
         */
        default @Nullable String report(Throwable error, Failure failure) {
            return null;
        }

        /**
         * Reports that the request failed without an exception anybody has seen. An error line of the request is the
         * event, where there is one; else the status itself.
         *
         * @return the event id, 32 hexadecimal digits, or null when nothing was sent
         */
        default @Nullable String report(int status, Failure failure) {
            return null;
        }

        /** Ends the request with its HTTP status. */
        default void finish(int status) {}
    }
}
