package dev.vigie.health;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Those who want to know the names of all contributors, and what each of them knows. */
final class NameListeners {

    private final Map<Consumer<Set<String>>, Set<String>> known = new ConcurrentHashMap<>();

    void add(Consumer<Set<String>> listener) {
        known.put(listener, Set.of());
    }

    /**
     * Tells the names to each who knows others. One that throws keeps none of the others from them, and is told again
     * the next time.
     */
    void tell(Set<String> names) {
        Failure failure = new Failure();
        known.forEach((listener, before) -> {
            if (!names.equals(before)) {
                failure.of(() -> {
                    listener.accept(names);
                    known.replace(listener, names);
                });
            }
        });
        failure.throwIt();
    }

    /** The first that was thrown. */
    private static final class Failure {

        private @Nullable RuntimeException exception;
        private @Nullable Error error;

        void of(Runnable action) {
            try {
                action.run();
            } catch (RuntimeException thrown) {
                exception = thrown;
            } catch (Error thrown) {
                error = thrown;
            }
        }

        void throwIt() {
            if (error != null) {
                throw error;
            }
            if (exception != null) {
                throw exception;
            }
        }
    }
}
