package dev.vigie.task;

import dev.vigie.logging.LogFields;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The log fields a task inherits from who submitted it; only those of a request, the application's own are its own. */
final class TaskLogFields {

    private static final String[] INHERITED = {
        LogFields.REQUEST_ID, LogFields.TRACE_ID, LogFields.ROUTE, LogFields.USER_ID
    };

    static final TaskLogFields NONE = new TaskLogFields(List.of());

    private final List<Field> fields;

    private TaskLogFields(List<Field> fields) {
        this.fields = fields;
    }

    /** Those of the current thread, as they are now. */
    static TaskLogFields ofThisThread() {
        List<Field> fields = new ArrayList<>(INHERITED.length);
        for (String key : INHERITED) {
            String value = MDC.get(key);
            if (value != null) {
                fields.add(new Field(key, value));
            }
        }
        return new TaskLogFields(fields);
    }

    /**
     * Puts them on the current thread.
     *
     * @param traceId where neither they nor the thread have one
     * @return what gives the thread back as it was
     */
    Runnable put(@Nullable String traceId) {
        List<Field> before = new ArrayList<>(INHERITED.length);
        for (String key : INHERITED) {
            before.add(new Field(key, MDC.get(key)));
        }
        fields.forEach(field -> field.put());
        if (traceId != null && MDC.get(LogFields.TRACE_ID) == null) {
            MDC.put(LogFields.TRACE_ID, traceId);
        }
        return () -> before.forEach(Field::put);
    }

    private record Field(String key, @Nullable String value) {

        void put() {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        }
    }
}
