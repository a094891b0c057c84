package dev.vigie.situation;

import java.util.List;
import java.util.Map;

/**
 * What became of a situation.
 *
 * @param lines the error lines of the application and of the library
 * @param access the access lines
 * @param trouble why it could not be played, or null
 */
record Observation(
        Answer answer,
        List<SentItem> events,
        List<SentItem> transactions,
        List<ErrorLine> lines,
        List<AccessLine> access,
        Throwable trouble) {

    /** An access line: its key-values, and what stood in the MDC. */
    record AccessLine(Map<String, Object> told, Map<String, String> mdc) {}

    /** An error line of ours, and the event id that stood on it; null for none. */
    record ErrorLine(String logger, String message, String eventId) {}

    String sent() {
        if (events.isEmpty()) {
            return "nothing";
        }
        return String.join("; ", events.stream().map(Observation::inWords).toList());
    }

    private static String inWords(SentItem event) {
        String handled = event.handled() == null ? "" : event.handled() ? ", handled" : ", unhandled";
        String level = event.level().equals("error") ? "" : ", " + event.level();
        return "`" + shortened(event.what()) + "`" + handled + level;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    String routes() {
        List<String> names = events.stream()
                .map(event -> event.text("transaction"))
                .map(name -> name == null ? "-" : "`" + name + "`")
                .distinct()
                .toList();
        return String.join("; ", names);
    }

    /** Where somebody can read the id of the event. */
    String idTold() {
        if (events.isEmpty()) {
            return "";
        }
        java.util.ArrayList<String> places = new java.util.ArrayList<>();
        if (answer.member("eventId") != null) {
            places.add("body");
        }
        if (answer.header("x-sentry-event-id") != null) {
            places.add("header");
        }
        if (lines.stream().anyMatch(line -> line.eventId() != null)) {
            places.add("line");
        }
        return String.join(", ", places);
    }

    /** What the page and the other combinations are compared by. */
    List<String> row() {
        return List.of(answer.brief(), sent(), routes(), idTold());
    }
}
