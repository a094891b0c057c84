package dev.vigie.errors.sentry;

/**
 * Which of the events that a processor drops are dropped by us, and counted by us: the SDK tells of all of them in the
 * same words, on the same thread, right afterwards.
 */
final class OwnDrops {

    private static final ThreadLocal<Boolean> OURS = new ThreadLocal<>();

    private OwnDrops() {}

    /** The processor that runs now is about to drop. */
    static void announce() {
        OURS.set(true);
    }

    /** Whether the drop the SDK tells of is ours; asked once for each. */
    static boolean isOurs() {
        boolean ours = OURS.get() != null;
        OURS.remove();
        return ours;
    }
}
