package dev.vigie.errors.sentry;

import dev.vigie.errors.Causes;
import io.sentry.SentryOptions;
import io.sentry.SentryStackTraceFactory;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryStackFrame;
import io.sentry.protocol.SentryStackTrace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the SDK can be given an exception as it is. It walks the causes without a bound, some of its walks do not end
 * with a circle of them, and it keeps exceptions in sets, by the {@code hashCode} they bring along. What is not fit for
 * that is taken apart here, within bounds.
 */
final class ErrorShape {

    private static final int MANY = 50;
    private static final int LONGEST_MESSAGE = 16_384;
    private static final int MANY_FRAMES = 200;
    private static final int MANY_STACK_ELEMENTS = 5_000;
    private static final Object ANOTHER = new Object();

    private ErrorShape() {}

    /** Whether its causes and suppressed exceptions are few, no circle, and answer when they are asked. */
    static boolean isPlain(Throwable error) {
        try {
            Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Throwable> open = new ArrayDeque<>();
            open.add(error);
            while (!open.isEmpty()) {
                Throwable part = open.remove();
                if (!seen.add(part) || seen.size() > MANY || !answers(part)) {
                    return false;
                }
                Throwable cause = part.getCause();
                if (cause != null) {
                    open.add(cause);
                }
                Collections.addAll(open, part.getSuppressed());
            }
            return true;
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return false;
        }
    }

    /** Asks all that the SDK asks; what throws here would throw there. */
    private static boolean answers(Throwable part) {
        String message = part.getMessage();
        StackTraceElement[] stack = part.getStackTrace();
        Set<Throwable> keptByTheSdk = new HashSet<>();
        return (message == null || message.length() <= LONGEST_MESSAGE)
                && stack.length <= MANY_STACK_ELEMENTS
                && keptByTheSdk.add(part)
                && !part.equals(ANOTHER);
    }

    /** The exception and its first causes, the innermost first, as the SDK would make them. */
    static List<SentryException> exceptionsOf(Throwable error, Mechanism mechanism, SentryOptions options) {
        SentryStackTraceFactory frames = new SentryStackTraceFactory(options);
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<SentryException> exceptions = new ArrayList<>();
        Throwable part = error;
        while (part != null && seen.size() < MANY && seen.add(part)) {
            exceptions.add(0, exceptionOf(part, frames));
            part = Causes.of(part);
        }
        exceptions.get(exceptions.size() - 1).setMechanism(mechanism);
        return exceptions;
    }

    private static SentryException exceptionOf(Throwable part, SentryStackTraceFactory factory) {
        SentryException exception = new SentryException();
        String name = part.getClass().getName();
        String packageName = part.getClass().getPackageName();
        exception.setModule(packageName);
        exception.setType(packageName.isEmpty() ? name : name.substring(packageName.length() + 1));
        exception.setValue(messageOf(part));
        StackTraceElement[] stack = askedOf(part::getStackTrace);
        List<SentryStackFrame> frames = stack == null ? null : factory.getStackFrames(stack, false);
        if (frames != null && !frames.isEmpty()) {
            // The SDK puts the innermost frame last.
            exception.setStacktrace(
                    new SentryStackTrace(frames.subList(Math.max(0, frames.size() - MANY_FRAMES), frames.size())));
        }
        return exception;
    }

    private static @Nullable String messageOf(Throwable part) {
        try {
            String message = part.getMessage();
            return message == null || message.length() <= LONGEST_MESSAGE
                    ? message
                    : message.substring(0, LONGEST_MESSAGE) + "...";
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return "(getMessage threw " + itsOwnTrouble.getClass().getName() + ")";
        }
    }

    private static <T> @Nullable T askedOf(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            return null;
        }
    }
}
