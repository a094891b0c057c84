package dev.vigie.errors;

import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Something that was made current on a thread: a request, a run of a task, a span. */
@FunctionalInterface
public interface Activation {

    /** Where nothing was made current. */
    Activation NONE = () -> {};

    /** Gives the thread back as it was; to be called on the same thread. */
    void close();

    /** Makes something current; trouble with that, or with giving the thread back, is told and reaches nobody. */
    static Activation guarded(Supplier<? extends Activation> way) {
        try {
            Activation activation = way.get();
            return () -> {
                try {
                    activation.close();
                } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
                    tell(ourTrouble);
                }
            };
        } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
            tell(ourTrouble);
            return NONE;
        }
    }

    private static void tell(Throwable ourTrouble) {
        LoggerFactory.getLogger(Activation.class).debug("A thread could not be watched", ourTrouble);
    }
}
