package dev.vigie.errors;

import dev.vigie.privacy.Masking;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the error tracker (Sentry, where it is configured) of an error, a message, a step on the way or the person. A
 * bean of this type is always there: with no tracker configured errors and messages become log lines. What an argument
 * does when it is looked at ({@code toString}, {@code getMessage}) throws nothing at the caller.
 */
public interface ErrorTracker {

    /** A tracker that only writes log lines. */
    static ErrorTracker logging() {
        return logging(Masking.of(List.of()));
    }

    /** A tracker that only writes log lines, with secrets masked in them. */
    static ErrorTracker logging(Masking masking) {
        return new LoggingErrorTracker(masking);
    }

    /**
     * Captures an exception. An exception that was captured already, itself or as the cause of another, makes no second
     * event; its first id is returned.
     *
     * @return the event id, 32 hexadecimal digits, or null when nothing was sent
     */
    default @Nullable String captureException(Throwable exception) {
        return captureException(exception, Map.of());
    }

    /**
     * Captures an exception with facts of its own.
     *
     * @param extra facts shown with the event; values of secret-looking keys are masked
     * @return the event id, 32 hexadecimal digits, or null when nothing was sent
     */
    @Nullable
    String captureException(Throwable exception, Map<String, ?> extra);

    /**
     * Captures a message.
     *
     * @return the event id, 32 hexadecimal digits, or null when nothing was sent
     */
    @Nullable
    String captureMessage(String message, ErrorLevel level);

    /**
     * Captures a message with facts of its own.
     *
     * @param extra facts shown with the event; values of secret-looking keys are masked
     * @return the event id, 32 hexadecimal digits, or null when nothing was sent
     */
    default @Nullable String captureMessage(String message, ErrorLevel level, Map<String, ?> extra) {
        return captureMessage(message, level);
    }

    /**
     * Remembers a step that led here; the next event of this request or task shows it.
     *
     * @param category dotted and lower-case, such as {@code import} or {@code ui.click}
     * @param data facts of the step; values of secret-looking keys are masked
     */
    void addBreadcrumb(String message, String category, Map<String, ?> data);

    /** Says who the events of this request or task are about. */
    void setUser(ErrorUser user);

    /** Forgets the user again. */
    void clearUser();
}
