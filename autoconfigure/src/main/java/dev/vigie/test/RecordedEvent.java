package dev.vigie.test;

import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.User;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event, and the text that would have been sent.
 *
 * @param payload the JSON
 */
record RecordedEvent(SentryEvent event, String payload) {

    private static final int LONGEST_TEXT = 100;

    /** The exception that was captured, which stands after its causes; null for a message. */
    @Nullable
    SentryException exception() {
        List<SentryException> exceptions = event.getExceptions();
        return exceptions == null || exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
    }

    @Nullable
    String message() {
        Message message = event.getMessage();
        return message == null ? null : message.getFormatted();
    }

    /** Whether the exception is of this class or one below it; by its name, which is all that is sent. */
    boolean isOf(Class<? extends Throwable> type) {
        SentryException exception = exception();
        if (exception == null) {
            return false;
        }
        String name = exception.getModule() + "." + exception.getType();
        try {
            return type.isAssignableFrom(Class.forName(name, false, type.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError unknownHere) {
            return name.equals(type.getName());
        }
    }

    /** One line: level, what, transaction, user. */
    String inOneLine() {
        SentryException exception = exception();
        String what = exception == null
                ? "message \"" + shortened(message()) + "\""
                : exception.getType() + " \"" + shortened(exception.getValue()) + "\"";
        User user = event.getUser();
        return "%s  %s  transaction %s  user %s"
                .formatted(
                        Objects.toString(event.getLevel(), "error").toLowerCase(java.util.Locale.ROOT),
                        what,
                        Objects.toString(event.getTransaction(), "-"),
                        user == null ? "-" : Objects.toString(user.getId(), "-"));
    }

    private static String shortened(@Nullable String text) {
        String line = Objects.toString(text, "").replaceAll("\\s+", " ");
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "...";
    }
}
