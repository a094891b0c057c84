package dev.vigie.logging;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Where lines wait: so many and so heavy at most, the one that is being written included. */
final class LineRoom {

    /** A few lines always find room, however heavy they are: an exception with a message of 10 MB, for example. */
    private static final int HEAVY_LINES = 4;

    /** This part of the room is for lines of WARN and ERROR. */
    private static final int RESERVED_PART = 5;

    private final ArrayBlockingQueue<QueuedEvent> waiting;
    private final int mostLines;
    private final long mostBytes;
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Somebody has waited for room in vain, and nothing was written since. */
    private volatile boolean stalled;

    LineRoom(int mostLines, long mostBytes) {
        this.waiting = new ArrayBlockingQueue<>(mostLines);
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
    }

    /** Returns false when there is no room. */
    boolean offer(QueuedEvent line) {
        int most = line.isImportant() ? mostLines : mostLines - mostLines / RESERVED_PART;
        if (lines.incrementAndGet() > most) {
            lines.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(weight(line)) > mostBytes || !waiting.offer(line)) {
            release(line);
            return false;
        }
        return true;
    }

    /** The next one, or null; it keeps its room until that is freed. */
    @Nullable
    QueuedEvent poll() {
        return waiting.poll();
    }

    /** Takes this one back; false when somebody has taken it. */
    boolean remove(QueuedEvent line) {
        boolean removed = waiting.remove(line);
        if (removed) {
            release(line);
        }
        return removed;
    }

    /** A line that was polled has been written. */
    void free(QueuedEvent line) {
        release(line);
        stalled = false;
    }

    private void release(QueuedEvent line) {
        lines.decrementAndGet();
        bytes.addAndGet(-weight(line));
    }

    /** Throws away those that wait, and returns how many. */
    int clear() {
        int thrown = 0;
        for (QueuedEvent line = waiting.poll(); line != null; line = waiting.poll()) {
            release(line);
            thrown++;
        }
        return thrown;
    }

    /** Nobody need wait any more until something is written. */
    void markStalled() {
        stalled = true;
    }

    boolean isStalled() {
        return stalled;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    private long weight(QueuedEvent line) {
        return Math.min(line.weight(), mostBytes / HEAVY_LINES);
    }
}
