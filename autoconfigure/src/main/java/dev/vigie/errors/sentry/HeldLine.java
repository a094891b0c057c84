package dev.vigie.errors.sentry;

import io.sentry.Breadcrumb;
import org.jspecify.annotations.Nullable;

/**
 * An error line of a running request that waits for its outcome.
 *
 * @param error the exception logged with it, or null
 * @param breadcrumb what stands for it among the steps of the request, or null
 * @param listener what becomes of it
 */
record HeldLine(@Nullable Throwable error, @Nullable Breadcrumb breadcrumb, Listener listener) {

    private static final ThreadLocal<Release> RELEASE = new ThreadLocal<>();

    /** The line that is becoming an event on this thread right now, or null. */
    static @Nullable HeldLine released() {
        Release release = RELEASE.get();
        return release == null ? null : release.line;
    }

    /** The event that the line of this thread has become, or is part of already. */
    static void became(Passage event) {
        Release release = RELEASE.get();
        if (release != null) {
            release.event = event;
        }
    }

    /**
     * Lets it become an event.
     *
     * @return the event it has become or was part of before, sent or not; null when it is none by the rules
     */
    @Nullable
    Passage release() {
        Release release = new Release(this);
        RELEASE.set(release);
        try {
            listener.released();
        } finally {
            RELEASE.remove();
        }
        return release.event;
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

    private static final class Release {

        private final HeldLine line;
        private @Nullable Passage event;

        Release(HeldLine line) {
            this.line = line;
        }
    }
}
