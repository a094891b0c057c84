package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is written instead of a line that cannot be: the members every line has, and nothing else of the event. Made
 * without Jackson, which may be the reason.
 */
final class LostLine {

    static final String EVENT = "log_line_lost";

    private static final int LONGEST = 256;
    private static final String REST =
            ",\"category\":\"application\",\"event\":\"log_line_lost\",\"message\":\"log_line_lost\"}\n";

    private final LineTimestamp timestamp = new LineTimestamp();
    private final String serviceAndEnvironment;
    private final Supplier<LineMasking> masking;

    LostLine(String service, String environment, Supplier<LineMasking> masking) {
        this.masking = masking;
        this.serviceAndEnvironment = ",\"service\":" + quoted(service) + ",\"environment\":" + quoted(environment);
    }

    byte[] of(ILoggingEvent event) {
        String line = "{\"timestamp\":\"" + new String(timestamp.format(timeOf(event)))
                + "\",\"level\":\"" + levelOf(event) + '"' + serviceAndEnvironment
                + ",\"logger\":" + quoted(masked("logger", event::getLoggerName))
                + ",\"thread\":" + quoted(masked("thread", event::getThreadName)) + REST;
        return line.getBytes(StandardCharsets.US_ASCII);
    }

    private String masked(String what, Supplier<@Nullable String> name) {
        return SafeText.of(what, () -> {
            String found = name.get();
            return found == null ? null : masking.get().beginning(found, LONGEST);
        });
    }

    private static long timeOf(ILoggingEvent event) {
        try {
            return event.getTimeStamp();
        } catch (Throwable refused) {
            return System.currentTimeMillis();
        }
    }

    private static String levelOf(ILoggingEvent event) {
        try {
            return JsonLineProvider.lowerCase(event.getLevel());
        } catch (Throwable refused) {
            return JsonLineProvider.lowerCase(Level.ERROR);
        }
    }

    /** In ASCII: what is not, and what JSON or a terminal reads as more than a character, is escaped. */
    private static String quoted(String text) {
        String bounded = SafeText.wellFormed(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
        StringBuilder json = new StringBuilder(bounded.length() + 2).append('"');
        for (int i = 0; i < bounded.length(); i++) {
            char c = bounded.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
