package dev.vigie.logging;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/** One thread that waits until there is room for its line. */
final class RoomWait {

    private final QueuedEvent line;
    private final Pause pause;
    private final Thread thread = Thread.currentThread();
    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);

    RoomWait(QueuedEvent line, Pause pause) {
        this.line = line;
        this.pause = pause;
    }

    QueuedEvent line() {
        return line;
    }

    /** For the thread that waits: returns whether room is kept for its line. */
    boolean await(long nanos) {
        boolean interrupted = false;
        long begin = pause.nanoTime();
        for (long left = nanos; left > 0 && state.get() == State.WAITING; left = nanos - (pause.nanoTime() - begin)) {
            pause.park(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            thread.interrupt();
        }
        return !state.compareAndSet(State.WAITING, State.OVER) && state.get() == State.LET_IN;
    }

    /** Room is kept for it; returns false when it does not wait any more. */
    boolean letIn() {
        return end(State.LET_IN);
    }

    /** There will be no room. */
    void turnAway() {
        end(State.OVER);
    }

    private boolean end(State how) {
        boolean waited = state.compareAndSet(State.WAITING, how);
        LockSupport.unpark(thread);
        return waited;
    }

    private enum State {
        WAITING,
        LET_IN,
        OVER
    }
}
