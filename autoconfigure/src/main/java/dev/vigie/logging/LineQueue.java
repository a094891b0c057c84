package dev.vigie.logging;

import dev.vigie.logging.LogCounts.Drop;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines between the threads that log and the one that writes: so many and so heavy at most. While the JVM ends, and
 * when it is not asynchronous, the threads that log write themselves.
 */
final class LineQueue {

    private static final int BATCH = 256;
    private static final int HEAVY_LINES = 4;
    private static final long GRACE_MILLIS = 5_000;

    /** While lines come, the writer looks by itself: waking it would cost the one that logs more than its line. */
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long IDLE_AFTER = TimeUnit.SECONDS.toNanos(1);
    private static final long TEND_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final LineWriter writer;
    private final LineFlow flow;
    private final LogCounts counts;
    private final ArrayBlockingQueue<QueuedEvent> waiting;
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();

    /** Lines of the writing thread itself, which must not wait for itself. */
    private final Queue<QueuedEvent> own = new ConcurrentLinkedQueue<>();

    private final ReentrantLock writing = new ReentrantLock();
    private final Thread thread = new Thread(this::run, "vigie-log");
    private final Thread hook = new Thread(this::writeDirectly, "vigie-log-end");
    private final List<QueuedEvent> batch = new ArrayList<>(BATCH);

    private volatile boolean direct;
    private volatile boolean stopping;
    private volatile boolean asleep;

    /** A line has waited in vain, and nothing was written since: the next ones need not try. */
    private volatile boolean stalled;

    private long tendedAt = System.nanoTime();

    LineQueue(LineWriter writer, LineFlow flow, LogCounts counts) {
        this.writer = writer;
        this.flow = flow;
        this.counts = counts;
        this.mostBytes = flow.queueBytes().toBytes();
        this.waiting = new ArrayBlockingQueue<>(flow.queueLines());
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
        if (Thread.currentThread() == thread) {
            own.add(line);
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

    private boolean offer(QueuedEvent line) {
        long weight = weight(line);
        if (bytes.addAndGet(weight) <= mostBytes && waiting.offer(line)) {
            return true;
        }
        bytes.addAndGet(-weight);
        return false;
    }

    /** A few lines always find room, however heavy they are: an exception with a message of 10 MB, for example. */
    private long weight(QueuedEvent line) {
        return Math.min(line.weight(), mostBytes / HEAVY_LINES);
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
            stalled = !direct;
            return direct && write(line);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        long lastLine = System.nanoTime();
        while (!stopping) {
            boolean wrote = writeWaiting();
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

    private void sleep() {
        asleep = true;
        if (waiting.isEmpty() && own.isEmpty() && !stopping) {
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
        for (QueuedEvent line = own.poll(); line != null; line = own.poll()) {
            writer.write(line);
        }
        int lines = waiting.drainTo(batch, BATCH);
        for (int i = 0; i < lines; i++) {
            QueuedEvent line = batch.get(i);
            writer.write(line);
            bytes.addAndGet(-weight(line));
            stalled = false;
        }
        batch.clear();
        return lines > 0;
    }

    /** From the thread that logs, behind all that waits. */
    private boolean write(QueuedEvent line) {
        if (!acquire()) {
            counts.dropped(Drop.SHUTDOWN, 1);
            return true;
        }
        try {
            drain();
            writer.write(line);
            writer.flush();
        } finally {
            writing.unlock();
        }
        return true;
    }

    private boolean acquire() {
        if (!flow.asynchronous()) {
            writing.lock();
            return true;
        }
        boolean interrupted = Thread.interrupted();
        try {
            return writing.tryLock(GRACE_MILLIS, TimeUnit.MILLISECONDS);
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
        while (more) {
            more = writeBatch();
        }
    }

    /** The JVM ends: from now on whoever logs writes, and nothing waits for a thread that may not come any more. */
    private void writeDirectly() {
        direct = true;
        if (acquire()) {
            try {
                drain();
                writer.tend(true);
                writer.flush();
            } finally {
                writing.unlock();
            }
        }
    }

    /** Writes what waits, but not for ever; returns how many lines are left. */
    int stop() {
        stopping = true;
        LockSupport.unpark(thread);
        writeDirectly();
        int left = waiting.size();
        if (left > 0) {
            counts.dropped(Drop.SHUTDOWN, left);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it is the one that runs.
        }
        return left;
    }
}
