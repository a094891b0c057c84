package dev.vigie.errors.sentry;

import dev.vigie.errors.Causes;
import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which events are of one kind, for counting: not the grouping Sentry does, which sees more than it must be. */
final class Fingerprint {

    private static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final int CAUSES = 10;
    private static final int FRAMES = 3;
    private static final int MESSAGE = 200;

    private Fingerprint() {}

    /** The classes of the exception and its causes with the places they were thrown at, or the message. */
    static long of(SentryEvent event) {
        Throwable error = event.getThrowable();
        return error == null ? ofMessage(event) : ofError(error);
    }

    private static long ofError(Throwable error) {
        long hash = START;
        Throwable part = error;
        for (int depth = 0; part != null && depth < CAUSES; depth++) {
            hash = mixed(hash, part.getClass().getName());
            for (String place : places(part)) {
                hash = mixed(hash, place);
            }
            part = Causes.of(part);
        }
        return hash;
    }

    private static String[] places(Throwable error) {
        try {
            StackTraceElement[] frames = error.getStackTrace();
            String[] places = new String[Math.min(FRAMES, frames.length)];
            for (int i = 0; i < places.length; i++) {
                places[i] = frames[i].getClassName() + "." + frames[i].getMethodName() + frames[i].getLineNumber();
            }
            return places;
        } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
            return new String[0];
        }
    }

    private static long ofMessage(SentryEvent event) {
        long hash = mixed(START, Objects.toString(event.getLogger(), ""));
        Message message = event.getMessage();
        String text = message == null ? null : firstKnown(message.getMessage(), message.getFormatted());
        return text == null ? hash : mixed(hash, withoutNumbers(text));
    }

    private static @Nullable String firstKnown(@Nullable String template, @Nullable String formatted) {
        return template != null ? template : formatted;
    }

    /** Each number as one 0: "order 7 of 12" and "order 18 of 12" are of one kind. */
    private static String withoutNumbers(String text) {
        StringBuilder collapsed = new StringBuilder(MESSAGE);
        boolean inNumber = false;
        for (int i = 0; i < text.length() && collapsed.length() < MESSAGE; i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit || !inNumber) {
                collapsed.append(digit ? '0' : c);
            }
            inNumber = digit;
        }
        return collapsed.toString();
    }

    private static long mixed(long hash, String part) {
        return (hash ^ part.hashCode()) * PRIME;
    }
}
