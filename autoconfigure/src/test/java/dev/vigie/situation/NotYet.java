package dev.vigie.situation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Situations that are not as they should be, and why. One that is as it should be must not stand here. */
final class NotYet {

    private static final Map<String, String> REASONS = reasons(
            new Reason(
                    "a server error without an exception makes no event",
                    "The application answers: ResponseEntity with 503, without exception",
                    "The application answers: sendError(500), without exception",
                    "The application answers: sendError(503), without exception",
                    "The application answers: setStatus(500), without exception",
                    "A filter: catches what another threw and answers 500",
                    "A filter: calls sendError(500)",
                    "Later, in another thread: an AsyncContext is completed with 500, without exception"),
            new Reason(
                    "the application's own problem document has no event id",
                    "The application answers: ResponseStatusException 502",
                    "The application answers: ErrorResponseException 500",
                    "The application answers: an exception handler that gives a ProblemDetail 500",
                    "Later, in another thread: nobody answers in time: 503"),
            new Reason(
                    "the event is that of the log line, before the outcome is known",
                    "Later, in another thread: a Callable logs what it throws",
                    "Logged or captured by the application: logged, then thrown",
                    "Logged or captured by the application: logged in a wrapper, then thrown",
                    "Logged or captured by the application: its cause logged alone, then thrown",
                    "Logged or captured by the application: logged without the exception, then thrown",
                    "Logged or captured by the application: logged twice, then thrown",
                    "Logged or captured by the application: logged by the exception handler that answers 500",
                    "Logged or captured by the application: logged by the exception handler that answers 404",
                    "Logged or captured by the application: logged, then answered 404",
                    "Logged or captured by the application: logged, then answered 200",
                    "Logged or captured by the application: an error line without exception, answered 200",
                    "Logged or captured by the application: an error line without exception, answered 404",
                    "Logged or captured by the application: an error line without exception, answered 500 without"
                            + " exception"),
            new Reason(
                    "the event has no url and method as extra",
                    "Logged or captured by the application: captured with Sentry.captureException, then thrown",
                    "Logged or captured by the application: captured with ErrorTracker, then thrown",
                    "Logged or captured by the application: captured with ErrorTracker, answered 200"),
            new Reason(
                    "the event is that of the container's log line, without the request",
                    "A filter: outside of everything throws"),
            new Reason(
                    "our answer is written into the page that includes it, with status 200",
                    "A handler throws: an exception, in an included page"),
            new Reason(
                    "the event has nothing but an id",
                    "An exception that makes trouble: its getMessage throws",
                    "An exception that makes trouble: its getMessage throws, and it is logged first"),
            new Reason(
                    "with tracing on there is no event",
                    "An exception that makes trouble: its hashCode and equals throw"),
            new Reason(
                    "nothing looks at what runs in the background",
                    "In the background: an @Async method that returns nothing throws",
                    "In the background: an @Async method that returns a future throws",
                    "In the background: a scheduled task throws",
                    "In the background: a thread of the application's own ends with an exception"));

    /** Would run the JVM out of memory: the SDK's appender looks for the root cause for ever. */
    private static final Set<String> NOT_EVEN_PLAYED =
            Set.of("An exception that makes trouble: its causes form a circle, and it is logged first");

    private NotYet() {}

    private record Reason(String reason, List<String> situations) {

        Reason(String reason, String... situations) {
            this(reason, List.of(situations));
        }
    }

    private static Map<String, String> reasons(Reason... reasons) {
        Map<String, String> bySituation = new LinkedHashMap<>();
        for (Reason reason : reasons) {
            reason.situations().forEach(situation -> bySituation.put(situation, reason.reason()));
        }
        return bySituation;
    }

    /** Why it is not as it should be, or null. */
    static String reasonOf(Situation situation) {
        return REASONS.get(situation.toString());
    }

    static boolean isPlayed(Situation situation) {
        return !NOT_EVEN_PLAYED.contains(situation.toString());
    }

    static Map<String, String> reasons() {
        return REASONS;
    }
}
