package dev.vigie.errors;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** Opens the error tracker's view of one run of a task outside of requests. */
public interface TaskScopes {

    /** Where nobody tracks. */
    TaskScopes NONE = new TaskScopes() {
        @Override
        public TaskScope open(Location location) {
            return new TaskScope() {};
        }

        @Override
        public Submission submission() {
            return location -> new TaskScope() {};
        }
    };

    /** Begins a run that nobody asked for, such as a scheduled one: nothing before it belongs to it. */
    TaskScope open(Location location);

    /**
     * Takes down what a task submitted by the current thread inherits, as it is now: the request, the user, the trace
     * and the breadcrumbs so far. What the task adds does not come back.
     */
    Submission submission();

    /** What a submitted task inherits. */
    @FunctionalInterface
    interface Submission {

        /** Begins the run, on whichever thread; at most once. */
        TaskScope open(Location location);
    }

    /** One run of a task. */
    interface TaskScope {

        /** Makes this run the one that events of the current thread belong to. */
        default Activation activate() {
            return Activation.NONE;
        }

        /** The trace id, 32 hexadecimal digits, or null when the tracker has none. */
        default @Nullable String traceId() {
            return null;
        }

        /** Reports the error this run failed with, also when the run is over; once per error. Never throws. */
        default void report(Throwable error) {}
    }

    /**
     * Where an error comes from, outside of requests.
     *
     * @param kind a word of a small set: {@code scheduled}, {@code async}
     * @param task which one, such as {@code com.example.Jobs.cleanUp}
     */
    record Location(String kind, String task) {

        /** A method of a bean, under one name in events, transactions and lines. */
        public static Location of(String kind, Class<?> type, Method method) {
            return new Location(kind, ClassUtils.getUserClass(type).getName() + "." + method.getName());
        }

        /** As it stands on events: {@code scheduled: com.example.Jobs.cleanUp}. */
        public String text() {
            return kind + ": " + task;
        }
    }
}
