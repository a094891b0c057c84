package dev.vigie.operation;

import dev.vigie.logging.LogFields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What log lines of the thread that started an operation carry, for the line of one that another thread ends. */
final class StartersFields {

    private static final List<String> KEYS =
            List.of(LogFields.REQUEST_ID, LogFields.TRACE_ID, LogFields.ROUTE, LogFields.USER_ID);

    private final Thread starter = Thread.currentThread();
    private final @Nullable String[] values = now();

    boolean isStarter() {
        return Thread.currentThread().equals(starter);
    }

    /** Writes a line with them. */
    void write(Runnable line) {
        if (isStarter()) {
            line.run();
            return;
        }
        @Nullable String[] before = now();
        put(values);
        try {
            line.run();
        } finally {
            put(before);
        }
    }

    private static @Nullable String[] now() {
        @Nullable String[] now = new @Nullable String[KEYS.size()];
        for (int i = 0; i < now.length; i++) {
            now[i] = MDC.get(KEYS.get(i));
        }
        return now;
    }

    private static void put(@Nullable String[] values) {
        for (int i = 0; i < values.length; i++) {
            String value = values[i];
            if (value == null) {
                MDC.remove(KEYS.get(i));
            } else {
                MDC.put(KEYS.get(i), value);
            }
        }
    }
}
