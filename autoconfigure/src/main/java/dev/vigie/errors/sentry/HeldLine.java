package dev.vigie.errors.sentry;

import io.sentry.Breadcrumb;
import org.jspecify.annotations.Nullable;

/**
 * An error line of a running request that waits for its outcome.
 *
 * @param error the exception logged with it, or null
 * @param breadcrumb what stands for it among the steps of the request, or null
 * @param nanoTime when it was logged
 * @param listener what becomes of it
 */
record HeldLine(@Nullable Throwable error, @Nullable Breadcrumb breadcrumb, long nanoTime, Listener listener) {

    private static final ThreadLocal<HeldLine> RELEASED = new ThreadLocal<>();

    /** The line that is becoming an event on this thread right now, or null. */
    static @Nullable HeldLine released() {
        return RELEASED.get();
    }

    /** Lets it become an event. */
    void release() {
        RELEASED.set(this);
        try {
            listener.released();
        } finally {
            RELEASED.remove();
        }
    }

    void drop() {
        listener.dropped();
    }

    /** Who logged it, and waits. */
    interface Listener {

        /** It shall be an event now. */
        void released();

        /** It is none: the outcome of the request says all there is to say. */
        void dropped();
    }
}
