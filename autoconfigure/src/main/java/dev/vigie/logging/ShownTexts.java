package dev.vigie.logging;

import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.vigie.privacy.Masking;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.helpers.BasicMarker;

/**
 * What a line holds as a terminal may show it: without secrets, and without what would begin a line or be a command.
 *
 * @param masking what is secret
 */
record ShownTexts(Masking masking) {

    private static final StackTraceElement[] NO_CALLERS = {};

    String text(String text) {
        return TerminalText.printable(masking.text(text), false);
    }

    /** Of one whose key says it is secret, the mask; of maps and lists what is in them likewise. */
    String value(@Nullable String key, @Nullable Object value) {
        return value == null
                ? "null"
                : TerminalText.printable(String.valueOf(masking.value(String.valueOf(key), value)), false);
    }

    boolean isSecret(String key) {
        return masking.isSecret(key);
    }

    /** The names of classes and methods; a secret has no place in code. */
    static String name(String name) {
        return TerminalText.printable(name, false);
    }

    private static @Nullable String nameOrNull(@Nullable String name) {
        return name == null ? null : name(name);
    }

    @Nullable
    List<Marker> markers(@Nullable List<Marker> markers) {
        if (markers == null || markers.isEmpty()) {
            return markers;
        }
        List<Marker> shown = new ArrayList<>(markers.size());
        for (Marker marker : markers) {
            shown.add(marker(marker));
        }
        return shown;
    }

    /** One that is not SLF4J's own may have another text each time. */
    private Marker marker(Marker marker) {
        String given = SafeText.of(marker);
        String shown = text(QueuedEvent.bounded(given));
        return marker instanceof BasicMarker && shown.equals(given) ? marker : MarkerFactory.getDetachedMarker(shown);
    }

    /** The same array, nearly always. */
    static StackTraceElementProxy[] frames(StackTraceElementProxy[] frames) {
        for (StackTraceElementProxy frame : frames) {
            if (isToBeEscaped(frame)) {
                return escaped(frames);
            }
        }
        return frames;
    }

    private static boolean isToBeEscaped(StackTraceElementProxy frame) {
        String text = frame.getSTEAsString();
        return !name(text).equals(text);
    }

    private static StackTraceElementProxy[] escaped(StackTraceElementProxy[] frames) {
        StackTraceElementProxy[] shown = frames.clone();
        for (int i = 0; i < shown.length; i++) {
            if (isToBeEscaped(shown[i])) {
                shown[i] = new StackTraceElementProxy(frame(shown[i].getStackTraceElement()));
            }
        }
        return shown;
    }

    static StackTraceElement @Nullable [] callers(StackTraceElement @Nullable [] callers) {
        if (callers == null || callers.length == 0) {
            return callers;
        }
        List<StackTraceElement> shown = new ArrayList<>(callers.length);
        for (StackTraceElement caller : callers) {
            String text = caller.toString();
            shown.add(name(text).equals(text) ? caller : frame(caller));
        }
        return shown.toArray(NO_CALLERS);
    }

    private static StackTraceElement frame(StackTraceElement frame) {
        return new StackTraceElement(
                nameOrNull(frame.getClassLoaderName()),
                nameOrNull(frame.getModuleName()),
                nameOrNull(frame.getModuleVersion()),
                name(frame.getClassName()),
                name(frame.getMethodName()),
                nameOrNull(frame.getFileName()),
                frame.getLineNumber());
    }
}
