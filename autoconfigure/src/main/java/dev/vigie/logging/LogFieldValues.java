package dev.vigie.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What some fields of a thread's log lines said at one moment, to be said again later or on another thread. */
public final class LogFieldValues {

    private final List<String> keys;
    private final @Nullable String[] values;

    private LogFieldValues(List<String> keys) {
        this.keys = keys;
        this.values = new @Nullable String[keys.size()];
    }

    /** None at all. */
    public static LogFieldValues none() {
        return new LogFieldValues(List.of());
    }

    /** Those of the current thread, as they are now. */
    public static LogFieldValues now(List<String> keys) {
        LogFieldValues now = new LogFieldValues(keys);
        for (int i = 0; i < now.values.length; i++) {
            now.values[i] = MDC.get(keys.get(i));
        }
        return now;
    }

    /** Makes the fields of the current thread what they were: what was not there is removed. */
    public void restore() {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                MDC.remove(keys.get(i));
            }
        }
        add();
    }

    /** Puts those that were there on the current thread; others stay. */
    public void add() {
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value != null) {
                MDC.put(keys.get(i), value);
            }
        }
    }
}
