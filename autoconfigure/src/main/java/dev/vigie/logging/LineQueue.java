package dev.vigie.logging;

import dev.vigie.logging.LogCounts.Drop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Lines between the threads that log and the one that writes: so many and so heavy at most. While the JVM ends, and
 * when it is not asynchronous, the threads that log write themselves.
 */
final class LineQueue {

    private static final long GRACE = TimeUnit.SECONDS.toNanos(5);

    /** While lines come, the writer looks by itself: waking it would cost the one that logs more than its line. */
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long IDLE_AFTER = TimeUnit.SECONDS.toNanos(1);

    private final LineFlow flow;
    private final LogCounts counts;
    private final LineRoom room;
    private final LineTurns turns;
    private final Thread thread = new Thread(this::run, "vigie-log");
    private final Thread hook = new Thread(this::endSoon, "vigie-log-end");

    private volatile boolean direct;
    private volatile boolean stopping;
    private volatile boolean asleep;
    private volatile boolean ending;
    private volatile long endBy;

    LineQueue(LineWriter writer, LineFlow flow, LogCounts counts) {
        this.flow = flow;
        this.counts = counts;
        this.room = new LineRoom(flow.queueLines(), flow.queueBytes().toBytes());
        this.turns = new LineTurns(writer, room, counts);
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
        if (turns.isMine()) {
            turns.addEcho(line);
        } else if (direct) {
            turns.write(line, patience());
        } else if (offer(line)) {
            wakeUp();
        } else if (!line.isImportant()) {
            counts.dropped(Drop.QUEUE_FULL, 1);
        } else if (!waitForRoom(line)) {
            counts.dropped(Drop.QUEUE_TIMEOUT, 1);
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
        if (room.isStalled()) {
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
                room.markStalled();
                return false;
            }
            turns.write(line, patience());
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
            boolean wrote = writeBatch();
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

    private boolean writeBatch() {
        try {
            return turns.writeBatch();
        } catch (Throwable trouble) {
            // Out of memory, for example: without this thread nothing would be written any more.
            counts.dropped(Drop.FAILED, 1);
            return true;
        }
    }

    private void sleep() {
        asleep = true;
        if (room.isEmpty() && !stopping) {
            LockSupport.parkNanos(this, IDLE_AFTER);
        }
        asleep = false;
    }

    /** While the JVM ends all who write share one time; without a queue the one who logs waits as for any file. */
    private long patience() {
        return flow.asynchronous() ? endBy - System.nanoTime() : LineTurns.FOR_EVER;
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
        return turns.writeRest(patience());
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
