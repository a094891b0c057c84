package dev.vigie.logging;

import dev.vigie.logging.LogCounts.Drop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines between the threads that log and the one that writes: so many and so heavy at most. While the JVM ends, and
 * when it is not asynchronous, the threads that log write themselves.
 */
final class LineQueue {

    private static final int BATCH = 256;
    private static final long GRACE = TimeUnit.SECONDS.toNanos(5);

    /** While lines come, the writer looks by itself: waking it would cost the one that logs more than its line. */
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long IDLE_AFTER = TimeUnit.SECONDS.toNanos(1);
    private static final long TEND_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final LineWriter writer;
    private final LineFlow flow;
    private final LogCounts counts;
    private final LineRoom room;

    /** Lines of the writing thread itself, which must not wait for itself. */
    private final Queue<QueuedEvent> own = new ArrayDeque<>();

    private final ReentrantLock writing = new ReentrantLock();
    private final Thread thread = new Thread(this::run, "vigie-log");
    private final Thread hook = new Thread(this::endSoon, "vigie-log-end");
    private boolean writingOwn;

    private volatile boolean direct;
    private volatile boolean stopping;
    private volatile boolean asleep;
    private volatile boolean ending;
    private volatile long endBy;

    /** A line has waited in vain, and nothing was written since: the next ones need not try. */
    private volatile boolean stalled;

    private long tendedAt = System.nanoTime();

    LineQueue(LineWriter writer, LineFlow flow, LogCounts counts) {
        this.writer = writer;
        this.flow = flow;
        this.counts = counts;
        this.room = new LineRoom(flow.queueLines(), flow.queueBytes().toBytes());
        this.direct = !flow.asynchronous();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            direct = true;
        }
    }

    void add(QueuedEvent line) {
        if (Thread.currentThread().equals(thread)) {
            addOwn(line);
        } else if (direct) {
            write(line);
        } else if (offer(line)) {
            wakeUp();
        } else if (!line.isImportant()) {
            counts.dropped(Drop.QUEUE_FULL, 1);
        } else if (!waitForRoom(line)) {
            counts.dropped(Drop.QUEUE_TIMEOUT, 1);
        }
    }

    /** What an appender logs while it writes is written next, but what comes of that is not: it would never end. */
    private void addOwn(QueuedEvent line) {
        if (writingOwn || own.size() >= BATCH) {
            counts.dropped(Drop.FAILED, 1);
        } else {
            own.add(line);
        }
    }

    private boolean offer(QueuedEvent line) {
        // One that came when nobody takes lines any more is taken back, unless somebody has it all the same.
        return room.offer(line) && (!stopping || !room.remove(line));
    }

    private void wakeUp() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    /** Nobody waits a second time for a writer that has not moved since the first. */
    private boolean waitForRoom(QueuedEvent line) {
        if (stalled) {
            return false;
        }
        boolean interrupted = Thread.interrupted();
        try {
            long end = System.nanoTime() + flow.maxWait().toNanos();
            while (System.nanoTime() - end < 0 && !direct) {
                LockSupport.unpark(thread);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                interrupted |= Thread.interrupted();
                if (offer(line)) {
                    return true;
                }
            }
            if (!direct) {
                stalled = true;
                return false;
            }
            write(line);
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        long lastLine = System.nanoTime();
        while (!stopping) {
            boolean wrote = writeTurn();
            long now = System.nanoTime();
            if (wrote) {
                lastLine = now;
            } else if (now - lastLine < IDLE_AFTER) {
                LockSupport.parkNanos(this, LOOK_AGAIN);
            } else {
                sleep();
            }
        }
    }

    private boolean writeTurn() {
        try {
            return writeWaiting();
        } catch (Throwable trouble) {
            // Out of memory, for example: without this thread nothing would be written any more.
            counts.dropped(Drop.FAILED, 1);
            return true;
        }
    }

    private void sleep() {
        asleep = true;
        if (room.isEmpty() && !stopping) {
            LockSupport.parkNanos(this, TEND_EVERY);
        }
        asleep = false;
    }

    /** Writes a batch of those that wait; returns whether there was any. */
    private boolean writeWaiting() {
        writing.lock();
        try {
            boolean any = writeBatch();
            if (System.nanoTime() - tendedAt >= TEND_EVERY) {
                tendedAt = System.nanoTime();
                writer.tend(false);
                any = true;
            }
            if (any) {
                writer.flush();
            }
            return any;
        } finally {
            writing.unlock();
        }
    }

    private boolean writeBatch() {
        writeOwn();
        for (int i = 0; i < BATCH; i++) {
            QueuedEvent line = room.poll();
            if (line == null) {
                return i > 0;
            }
            try {
                writer.write(line);
            } finally {
                room.free(line);
                stalled = false;
            }
        }
        return true;
    }

    private void writeOwn() {
        writingOwn = true;
        try {
            for (QueuedEvent line = own.poll(); line != null; line = own.poll()) {
                writer.write(line);
            }
        } finally {
            writingOwn = false;
        }
    }

    /** From the thread that logs, behind all that waits; counted when that does not succeed in time. */
    private void write(QueuedEvent line) {
        if (!acquire()) {
            counts.dropped(Drop.SHUTDOWN, 1);
            return;
        }
        try {
            drain();
            writer.write(line);
            writer.flush();
        } finally {
            writing.unlock();
        }
    }

    /** While the JVM ends all who write share one time; without a queue the one who logs waits as for any file. */
    private boolean acquire() {
        if (!flow.asynchronous()) {
            writing.lock();
            return true;
        }
        boolean interrupted = Thread.interrupted();
        try {
            return writing.tryLock(Math.max(0, endBy - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException again) {
            interrupted = true;
            return writing.tryLock();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void drain() {
        boolean more = true;
        while (more && (!flow.asynchronous() || System.nanoTime() - endBy < 0)) {
            more = writeBatch();
        }
    }

    /** The JVM ends: from now on whoever logs writes, and nothing waits for a thread that may not come any more. */
    void endSoon() {
        writeDirectly();
    }

    private boolean writeDirectly() {
        if (!ending) {
            endBy = System.nanoTime() + GRACE;
            ending = true;
        }
        direct = true;
        if (!acquire()) {
            return false;
        }
        try {
            drain();
            writer.tend(true);
            writer.flush();
        } finally {
            writing.unlock();
        }
        return true;
    }

    /**
     * Writes what waits, but not for ever.
     *
     * @return whether the appenders can be stopped; one that hangs would not let go
     */
    boolean stop() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean free = writeDirectly();
        counts.dropped(Drop.SHUTDOWN, room.clear());
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it is the one that runs.
        }
        return free;
    }
}
