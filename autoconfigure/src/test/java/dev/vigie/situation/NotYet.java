package dev.vigie.situation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Situations that are not as they should be, and why. One that is as it should be must not stand here. */
final class NotYet {

    private static final Map<String, String> REASONS = reasons(new Reason(
            "nothing looks at what runs in the background",
            "In the background: an @Async method that returns nothing throws",
            "In the background: an @Async method that returns a future throws",
            "In the background: a scheduled task throws",
            "In the background: a thread of the application's own ends with an exception"));

    /** Would run the JVM out of memory: the SDK's appender looks for the root cause for ever. */
    private static final Set<String> NOT_EVEN_PLAYED = Set.of();

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
