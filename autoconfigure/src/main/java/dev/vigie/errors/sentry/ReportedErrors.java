package dev.vigie.errors.sentry;

import io.sentry.protocol.SentryId;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which throwables are an event already, and which one. Knows them by identity, because an exception may say anything
 * in {@code equals}; with all their causes, because the container logs the root cause alone; and weakly, so that
 * nothing is kept alive.
 */
final class ReportedErrors {

    /** Deeper causes are not looked at; a chain can be a circle or 20,000 long. */
    private static final int DEEPEST_CAUSE = 50;

    private final Map<Key, SentryId> events = new ConcurrentHashMap<>();
    private final ReferenceQueue<Throwable> collected = new ReferenceQueue<>();

    /** The event this error, or one of its causes, is in already; null when it is new. */
    @Nullable
    SentryId eventOf(Throwable error) {
        forgetCollected();
        for (Throwable part : withCauses(error)) {
            SentryId event = events.get(new Key(part, null));
            if (event != null) {
                return event;
            }
        }
        return null;
    }

    /** Remembers that this error and its causes are this event. */
    void remember(Throwable error, SentryId event) {
        for (Throwable part : withCauses(error)) {
            events.putIfAbsent(new Key(part, collected), event);
        }
    }

    /** Forgets the event: it was not sent after all. */
    void forget(Throwable error, SentryId event) {
        for (Throwable part : withCauses(error)) {
            events.remove(new Key(part, null), event);
        }
    }

    int size() {
        forgetCollected();
        return events.size();
    }

    private void forgetCollected() {
        for (Object key = collected.poll(); key != null; key = collected.poll()) {
            events.remove(key);
        }
    }

    private static Set<Throwable> withCauses(Throwable error) {
        Set<Throwable> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable part = error;
        while (part != null && parts.size() < DEEPEST_CAUSE && parts.add(part)) {
            part = causeOf(part);
        }
        return parts;
    }

    private static @Nullable Throwable causeOf(Throwable error) {
        try {
            return error.getCause();
        } catch (RuntimeException itsOwnTrouble) {
            return null;
        }
    }

    private static final class Key extends WeakReference<Throwable> {

        private final int hash;

        Key(Throwable error, @Nullable ReferenceQueue<Throwable> queue) {
            super(error, queue);
            this.hash = System.identityHashCode(error);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            Throwable mine = get();
            return other instanceof Key key && mine != null && key.refersTo(mine);
        }
    }
}
