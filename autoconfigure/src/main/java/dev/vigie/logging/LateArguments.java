package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * Arguments of a message that never change: the thread that writes puts them into it, and the one that logs need not.
 */
final class LateArguments {

    private static final int MOST = 8;
    private static final int LONGEST = 1_024;
    private static final int BYTES_OF_ONE = 24;

    private LateArguments() {}

    /** A copy of them, or null where the message must be made now; the array may be the application's own. */
    static @Nullable Object @Nullable [] of(ILoggingEvent event) {
        @Nullable Object[] given = event.getArgumentArray();
        String template = event.getMessage();
        if (!isMadeByLogback(event)
                || given == null
                || given.length == 0
                || given.length > MOST
                || !isShort(template)) {
            return null;
        }
        for (Object argument : given) {
            if (!neverChanges(argument)) {
                return null;
            }
        }
        return given.clone();
    }

    /** An event of the application may say something else, such as nothing that is secret. */
    private static boolean isMadeByLogback(ILoggingEvent event) {
        return event.getClass() == LoggingEvent.class;
    }

    private static boolean isShort(@Nullable String text) {
        return text != null && text.length() <= LONGEST;
    }

    private static boolean neverChanges(@Nullable Object argument) {
        if (argument instanceof String text) {
            return isShort(text);
        }
        return argument == null
                || argument instanceof Integer
                || argument instanceof Long
                || argument instanceof Boolean
                || argument instanceof Double
                || argument instanceof Float
                || argument instanceof Short
                || argument instanceof Byte
                || argument instanceof Character
                || argument instanceof UUID;
    }

    /** As logback would have made it. */
    static String message(@Nullable String template, @Nullable Object[] arguments) {
        return String.valueOf(MessageFormatter.basicArrayFormat(template, arguments));
    }

    /** About how many bytes they and their message take. */
    static int weight(@Nullable Object[] arguments) {
        int sum = 0;
        for (Object argument : arguments) {
            sum += BYTES_OF_ONE + (argument instanceof String text ? 4 * text.length() : 0);
        }
        return sum;
    }
}
