package dev.vigie.logging;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
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
    private final Pause pause;
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** Who waits for room, in the order in which they came. */
    private final Queue<RoomWait> outside = new ConcurrentLinkedQueue<>();

    private final AtomicLong written = new AtomicLong();

    /** How many lines had been written when somebody had waited in vain for the next one. */
    private volatile long stalledAt = -1;

    LineRoom(int mostLines, long mostBytes, Pause pause) {
        this.waiting = new ArrayBlockingQueue<>(mostLines);
        this.mostLines = mostLines;
        this.mostBytes = mostBytes;
        this.pause = pause;
    }

    /** Returns false when there is no room, or when others wait for it. */
    boolean offer(QueuedEvent line) {
        return outside.isEmpty() && reserve(line) && waiting.add(line);
    }

    /** Whether there is none for a line below WARN, however light it is. */
    boolean isFull() {
        return lines.get() >= mostLines - mostLines / RESERVED_PART || !outside.isEmpty();
    }

    /** Waits behind those who wait; returns false when the writer made no room in time. */
    boolean await(QueuedEvent line, long nanos, @Nullable Thread writer) {
        long before = written();
        RoomWait wait = new RoomWait(line, pause);
        outside.add(wait);
        LockSupport.unpark(writer);
        if (wait.await(nanos)) {
            return waiting.add(line);
        }
        outside.remove(wait);
        if (nanos > RoomPatience.SHORT) {
            // In a short wait nothing may be written of a writer that is only slow.
            markIfStalled(before);
        }
        return false;
    }

    private boolean reserve(QueuedEvent line) {
        boolean important = line.isImportant();
        int reservedLines = important ? 0 : mostLines / RESERVED_PART;
        if (lines.incrementAndGet() > mostLines - reservedLines) {
            lines.decrementAndGet();
            return false;
        }
        long reservedBytes = important ? 0 : mostBytes / RESERVED_PART;
        if (bytes.addAndGet(weight(line)) > mostBytes - reservedBytes) {
            release(line);
            return false;
        }
        return true;
    }

    /** Keeps what room there is for those who wait; only for the thread that writes. */
    void letIn() {
        for (RoomWait first = outside.peek(); first != null && reserve(first.line()); first = outside.peek()) {
            outside.remove(first);
            if (!first.letIn()) {
                release(first.line());
            }
        }
    }

    /** How many wait for room. */
    int crowd() {
        return outside.size();
    }

    /** Nobody waits for room any more. */
    void turnAway() {
        outside.forEach(RoomWait::turnAway);
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
        moved();
        letIn();
    }

    /** A line has been written; only for the thread that writes. */
    void moved() {
        written.lazySet(written.get() + 1);
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

    /** How many lines have been written. */
    long written() {
        return written.get();
    }

    /** For whoever has waited in vain since so many were written: when none was, nobody need wait long until one is. */
    void markIfStalled(long before) {
        if (written() == before) {
            stalledAt = before;
        }
    }

    boolean isStalled() {
        return stalledAt == written();
    }

    boolean isEmpty() {
        return waiting.isEmpty() && outside.isEmpty();
    }

    private long weight(QueuedEvent line) {
        return Math.min(line.weight(), mostBytes / HEAVY_LINES);
    }
}
