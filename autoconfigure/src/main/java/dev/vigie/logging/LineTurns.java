package dev.vigie.logging;

import dev.vigie.logging.LogCounts.Drop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time write: what waits, and behind that its own line. */
final class LineTurns {

    /** For whoever waits for its turn as long as it takes. */
    static final long FOR_EVER = Long.MAX_VALUE;

    private static final int BATCH = 256;
    private static final long TEND_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final LineWriter writer;
    private final LineRoom room;
    private final LogCounts counts;
    private final ReentrantLock turn;

    /** What an appender logs while it writes; whoever writes must not wait for itself. */
    private final Queue<QueuedEvent> echoes = new ArrayDeque<>();

    private volatile boolean resting;
    private volatile boolean closed;
    private boolean writingEchoes;
    private long tendedAt = System.nanoTime();

    /** In order, turns come later than they could, but none is passed over until its time is up. */
    LineTurns(LineWriter writer, LineRoom room, LogCounts counts, boolean inOrder) {
        this.turn = new ReentrantLock(inOrder);
        this.writer = writer;
        this.room = room;
        this.counts = counts;
    }

    /** While it rests, whoever writes does what the writer did besides. */
    void rest(boolean now) {
        resting = now;
    }

    /** Whether this thread is the one that writes, and an appender has logged. */
    boolean isMine() {
        return turn.isHeldByCurrentThread();
    }

    /** It is written next, but what comes of that is not: it would never end. */
    void addEcho(QueuedEvent line) {
        if (writingEchoes || echoes.size() >= BATCH) {
            counts.dropped(Drop.FAILED, 1);
        } else {
            echoes.add(line);
        }
    }

    /** Writes a batch of those that wait; returns whether there was any. */
    boolean writeBatch() {
        turn.lock();
        try {
            boolean any = writeSome();
            any |= tend();
            if (any) {
                writer.flush();
            }
            return any;
        } finally {
            turn.unlock();
        }
    }

    private boolean tend() {
        boolean due = System.nanoTime() - tendedAt >= TEND_EVERY;
        if (due) {
            tendedAt = System.nanoTime();
            if (!closed) {
                writer.tend(false);
            }
        }
        return due;
    }

    /** Only for the thread whose turn it is. */
    private void put(QueuedEvent line) {
        if (closed) {
            counts.dropped(Drop.SHUTDOWN, 1);
        } else {
            writer.write(line);
        }
    }

    private boolean writeSome() {
        writeEchoes();
        room.letIn();
        for (int i = 0; i < BATCH; i++) {
            QueuedEvent line = room.poll();
            if (line == null) {
                return i > 0;
            }
            try {
                put(line);
            } finally {
                room.free(line);
            }
        }
        return true;
    }

    private void writeEchoes() {
        writingEchoes = true;
        try {
            for (QueuedEvent line = echoes.poll(); line != null; line = echoes.poll()) {
                put(line);
            }
        } finally {
            writingEchoes = false;
        }
    }

    /** Writes what waits and then this line; counted when its turn does not come in time. */
    void write(QueuedEvent line, long nanos) {
        long begin = System.nanoTime();
        if (closed || !acquire(nanos)) {
            counts.dropped(Drop.SHUTDOWN, 1);
            return;
        }
        try {
            drain(begin, nanos);
            put(line);
            room.moved();
            writeEchoes();
            writer.flush();
            if (resting) {
                tend();
                writer.closeFiles();
            }
        } finally {
            turn.unlock();
        }
    }

    /**
     * Writes all that waits and what is to be said at the end; returns false when its turn does not come in time.
     *
     * @param last whether nothing is written any more from then on
     */
    boolean writeRest(long nanos, boolean last) {
        long begin = System.nanoTime();
        if (!acquire(nanos)) {
            if (last) {
                closed = true;
            }
            return false;
        }
        try {
            drain(begin, nanos);
            writer.tend(true);
            writeEchoes();
            writer.flush();
            writer.release();
            if (resting) {
                writer.closeFiles();
            }
        } finally {
            if (last) {
                // Before the next turn: the appenders are taken away now.
                closed = true;
                writeEchoes();
            }
            turn.unlock();
        }
        return true;
    }

    private boolean acquire(long nanos) {
        if (nanos == FOR_EVER) {
            turn.lock();
            return true;
        }
        long before = room.written();
        boolean mine = await(nanos);
        if (!mine) {
            room.markIfStalled(before);
        }
        return mine;
    }

    /** However often it is interrupted, as a pool does with its threads at the end. */
    private boolean await(long nanos) {
        boolean interrupted = Thread.interrupted();
        long begin = System.nanoTime();
        try {
            while (true) {
                try {
                    long left = nanos - (System.nanoTime() - begin);
                    return turn.tryLock(Math.max(0, left), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain(long begin, long nanos) {
        boolean more = true;
        while (more && (nanos == FOR_EVER || System.nanoTime() - begin < nanos)) {
            more = writeSome();
        }
    }
}
