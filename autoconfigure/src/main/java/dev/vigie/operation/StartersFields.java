package dev.vigie.operation;

import dev.vigie.logging.LogFieldValues;
import dev.vigie.logging.LogFields;
import java.util.List;

/** What log lines of the thread that started an operation carry, for the line of one that another thread ends. */
final class StartersFields {

    private static final List<String> KEYS =
            List.of(LogFields.REQUEST_ID, LogFields.TRACE_ID, LogFields.ROUTE, LogFields.USER_ID);

    private final Thread starter = Thread.currentThread();
    private final LogFieldValues values = LogFieldValues.now(KEYS);

    boolean isStarter() {
        return Thread.currentThread().equals(starter);
    }

    /** Writes a line with them. */
    void write(Runnable line) {
        if (isStarter()) {
            line.run();
            return;
        }
        LogFieldValues before = LogFieldValues.now(KEYS);
        values.restore();
        try {
            line.run();
        } finally {
            before.restore();
        }
    }
}
