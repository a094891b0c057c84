package dev.vigie.logging;

import java.util.concurrent.locks.LockSupport;

/** How a thread that logs lets time pass; a test adds up what is asked for, which no busy machine makes longer. */
interface Pause {

    /** On the clock of this machine. */
    Pause REAL = new Pause() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void park(Object blocker, long nanos) {
            LockSupport.parkNanos(blocker, nanos);
        }
    };

    long nanoTime();

    /** So long at most; ends sooner when somebody unparks the thread, or for no reason. */
    void park(Object blocker, long nanos);
}
