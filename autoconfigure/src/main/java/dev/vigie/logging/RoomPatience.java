package dev.vigie.logging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long a line waits for room: as long as was asked for, but nobody waits so long in vain twice for the same crowd,
 * or for a writer that has not moved since somebody did.
 */
final class RoomPatience {

    /** Many threads that do not wait at all could leave no processor to the writer, which would stay as it is. */
    static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);

    private final LineRoom room;
    private final long longest;

    /** How many lines will have been written when this thread may wait long again. */
    private final ThreadLocal<Long> longFrom = ThreadLocal.withInitial(() -> Long.MIN_VALUE);

    RoomPatience(LineRoom room, Duration longest) {
        this.room = room;
        this.longest = longest.toNanos();
    }

    long nanos() {
        boolean inVain = room.isStalled() || room.written() < longFrom.get();
        return inVain ? Math.min(longest, SHORT) : longest;
    }

    /** When as many have been written as wait now, it is worth while to wait behind others again. */
    void waitedInVain(long nanos) {
        if (nanos == longest) {
            longFrom.set(room.written() + room.crowd() + 1);
        }
    }
}
