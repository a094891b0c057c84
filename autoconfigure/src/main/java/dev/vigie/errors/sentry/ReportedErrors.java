package dev.vigie.errors.sentry;

import dev.vigie.errors.Causes;
import io.sentry.protocol.SentryId;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Which throwables are an event already, and which one. Knows them by identity, because an exception may say anything
 * in {@code equals}; with all their causes, because the container logs the root cause alone; weakly, so that nothing is
 * kept alive; and not more than the last 8,192, because they come faster than they are collected in a storm.
 */
final class ReportedErrors {

    /** Deeper causes are not looked at; a chain can be a circle or 20,000 long. */
    private static final int DEEPEST_CAUSE = 50;

    /** Outside requests, and between one and what is logged after it, the same exception is one error for so long. */
    private static final long ONE_ERROR_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** Stands for the event of an error whose outcome is not known yet. */
    static final SentryId EXPECTED = new SentryId("00000000000000000000000000000001");

    static final int MOST = 8_192;

    private final Map<Key, Report> events = new ConcurrentHashMap<>();

    /** Who gives way to whom. */
    private final AtomicReferenceArray<@Nullable Remembered> latest = new AtomicReferenceArray<>(MOST);

    private final AtomicInteger turn = new AtomicInteger();
    private final ReferenceQueue<Throwable> collected = new ReferenceQueue<>();

    /**
     * The event this error, or one of its causes, is in already; null when it is new. One instance thrown by two
     * requests is two errors: applications keep exceptions in constants, and so does the JVM.
     *
     * @param owner the request it is asked for, or null outside of one
     * @return the event's id, {@link SentryId#EMPTY_ID} when it was not sent, {@link #EXPECTED} when it is not decided
     *     yet whether it shall be
     */
    @Nullable
    SentryId eventOf(Throwable error, @Nullable Object owner) {
        forgetCollected();
        for (Throwable part : withCauses(error)) {
            Report report = events.get(new Key(part, null));
            if (report != null && report.isSameErrorFor(owner)) {
                return report.passage().told();
            }
        }
        return null;
    }

    /**
     * Remembers that this error and its causes are this event, unless they are in one already. Of two threads that ask
     * at the same time one is first.
     *
     * @param outcomeIsKnown whether an error whose outcome was {@link #EXPECTED} is new now
     * @return the earlier event, as {@link #eventOf} tells it, or null when it is this one now
     */
    synchronized @Nullable SentryId claim(
            Throwable error, Passage passage, @Nullable Object owner, boolean outcomeIsKnown) {
        SentryId earlier = eventOf(error, owner);
        if (earlier != null && !(outcomeIsKnown && earlier.equals(EXPECTED))) {
            return earlier;
        }
        remember(error, passage, owner);
        return null;
    }

    /** Remembers that this error and its causes are this event. */
    void remember(Throwable error, SentryId event, @Nullable Object owner) {
        remember(error, Passage.over(event), owner);
    }

    /** The same of an event that may still get lost on its way. */
    void remember(Throwable error, Passage passage, @Nullable Object owner) {
        Report report = new Report(passage, new WeakReference<>(owner), owner != null, System.nanoTime());
        for (Throwable part : withCauses(error)) {
            Key key = new Key(part, collected);
            events.put(key, report);
            Remembered oldest = latest.getAndSet(turn.getAndIncrement() & (MOST - 1), new Remembered(key, report));
            if (oldest != null) {
                // Not when it has become another event since.
                events.remove(oldest.key(), oldest.report());
            }
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
            part = Causes.of(part);
        }
        return parts;
    }

    /** @param owned whether there was an owner; a weak reference cannot say so any more */
    private record Report(Passage passage, WeakReference<@Nullable Object> owner, boolean owned, long nanoTime) {

        @SuppressWarnings("ReferenceEquality") // the same request, not an equal one
        boolean isSameErrorFor(@Nullable Object asking) {
            if (owned && asking != null) {
                return owner.get() == asking;
            }
            return System.nanoTime() - nanoTime < ONE_ERROR_NANOS;
        }
    }

    private record Remembered(Key key, Report report) {}

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
