package dev.vigie.logging;

import dev.vigie.logging.LogCounts.Drop;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lines between the threads that log and the one that writes: so many and so heavy at most. While the JVM ends, and
 * when it is not asynchronous, the threads that log write themselves.
 */
final class LineQueue {

    /** What waits is written so long at the end. */
    private static final long GRACE = TimeUnit.SECONDS.toNanos(4);

    /** Later, and as long as lines get written, each that is logged waits so long for its turn. */
    private static final long LATE_GRACE = TimeUnit.SECONDS.toNanos(1);

    /** While lines come, the writer looks by itself: waking it would cost the one that logs more than its line. */
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long IDLE_AFTER = TimeUnit.SECONDS.toNanos(1);

    private final LineFlow flow;
    private final LogCounts counts;
    private final LineRoom room;
    private final RoomPatience forRoom;
    private final LineTurns turns;
    private final Thread hook = new Thread(this::endSoon, "vigie-log-end");

    private volatile @Nullable Thread thread;
    private volatile boolean direct;
    private volatile boolean resting;
    private volatile boolean stopping;
    private volatile boolean asleep;
    private volatile boolean ending;
    private volatile long endBy;

    LineQueue(LineWriter writer, LineFlow flow, LogCounts counts) {
        this(writer, flow, counts, Pause.REAL);
    }

    LineQueue(LineWriter writer, LineFlow flow, LogCounts counts, Pause pause) {
        this.flow = flow;
        this.counts = counts;
        this.room = new LineRoom(flow.queueLines(), flow.queueBytes().toBytes(), pause);
        this.forRoom = new RoomPatience(room, flow.maxWait());
        this.turns = new LineTurns(writer, room, counts, flow.asynchronous());
        this.direct = !flow.asynchronous();
    }

    synchronized void start() {
        Thread writes = new Thread(this::run, "vigie-log");
        writes.setDaemon(true);
        thread = writes;
        writes.start();
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            direct = true;
        }
    }

    /** Lets its thread end, and everything else that would keep the classes of an application; whoever logs writes. */
    synchronized void rest() {
        if (!resting && !stopping) {
            resting = true;
            turns.rest(true);
            LockSupport.unpark(thread);
            writeDirectly(false);
            removeHook();
        }
    }

    /** Goes on as it began. */
    synchronized void wake() {
        if (resting && !stopping) {
            turns.rest(false);
            resting = false;
            ending = false;
            direct = !flow.asynchronous();
            start();
        }
    }

    boolean isResting() {
        return resting;
    }

    void add(QueuedEvent line) {
        if (turns.isMine()) {
            turns.addEcho(line);
        } else if (direct) {
            turns.write(line, patience());
        } else if (room.offer(line)) {
            added(line);
        } else if (line.isImportant()) {
            waitForRoom(line);
        } else {
            counts.dropped(Drop.QUEUE_FULL, 1);
        }
    }

    /** Whether a line below WARN would be dropped; then it need not be made. */
    boolean refuses() {
        return !direct && room.isFull() && !turns.isMine();
    }

    /** One that was refused. */
    void refused() {
        counts.dropped(Drop.QUEUE_FULL, 1);
    }

    private void added(QueuedEvent line) {
        if (direct && room.remove(line)) {
            // The end began meanwhile: what waited has been written, and perhaps nobody comes again.
            turns.write(line, patience());
        } else if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void waitForRoom(QueuedEvent line) {
        long nanos = forRoom.nanos();
        if (room.await(line, nanos, thread)) {
            added(line);
        } else if (direct) {
            turns.write(line, patience());
        } else {
            forRoom.waitedInVain(nanos);
            counts.dropped(Drop.QUEUE_TIMEOUT, 1);
        }
    }

    private void run() {
        long lastLine = System.nanoTime();
        while (!stopping && isMine()) {
            // Nobody ends it so, and with the mark of an interrupt it could neither wait nor write to a channel.
            Thread.interrupted();
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

    /** Another one may have begun after a rest. */
    @SuppressWarnings("ReferenceEquality") // this very thread
    private boolean isMine() {
        return !resting && Thread.currentThread() == thread;
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
        if (room.isEmpty() && !stopping && !resting) {
            LockSupport.parkNanos(this, IDLE_AFTER);
        }
        asleep = false;
    }

    /** While the JVM ends a writer that hangs is not waited for; without a queue it is, as with any file. */
    private long patience() {
        if (!flow.asynchronous()) {
            return LineTurns.FOR_EVER;
        }
        return Math.max(endBy - System.nanoTime(), room.isStalled() ? 0 : LATE_GRACE);
    }

    /** The JVM ends: from now on whoever logs writes, and nothing waits for a thread that may not come any more. */
    void endSoon() {
        writeDirectly(false);
    }

    private boolean writeDirectly(boolean last) {
        if (!ending) {
            endBy = System.nanoTime() + GRACE;
            ending = true;
        }
        direct = true;
        room.turnAway();
        return turns.writeRest(patience(), last);
    }

    /**
     * Writes what waits, but not for ever.
     *
     * @return whether the appenders can be stopped; one that hangs would not let go
     */
    boolean stop() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean free = writeDirectly(true);
        counts.dropped(Drop.SHUTDOWN, room.clear());
        removeHook();
        return free;
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // Then it is the one that runs.
        }
    }
}
