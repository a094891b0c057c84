package dev.vigie.health;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One time that a check is asked, on a thread of its own, for as long as it takes. */
final class CheckRun implements Runnable {

    private final String name;
    private final long start;
    private final Consumer<CheckRun> question;
    private final CountDownLatch over = new CountDownLatch(1);

    private @Nullable Thread thread;
    private boolean late;

    CheckRun(String name, long start, Consumer<CheckRun> question) {
        this.name = name;
        this.start = start;
        this.question = question;
    }

    /** When it was started, by {@code System.nanoTime}. */
    long start() {
        return start;
    }

    @Override
    public void run() {
        Thread current = Thread.currentThread();
        String usual = current.getName();
        begin(current);
        try {
            current.setName(CheckThreads.PREFIX + " " + name);
            question.accept(this);
        } finally {
            end();
            current.setName(usual);
            over.countDown();
        }
    }

    /** Whether this is the first time that it is seen to be late. */
    synchronized boolean becomesLate() {
        boolean first = !late;
        late = true;
        return first;
    }

    /** Interrupts the thread only while it is busy with this run. */
    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    void await(long nanos) {
        try {
            @SuppressWarnings("unused") // the reader looks at what is known then, in time or not
            boolean inTime = over.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void begin(Thread current) {
        thread = current;
    }

    private synchronized void end() {
        thread = null;
        // Whoever comes next on this thread was not meant.
        Thread.interrupted();
    }
}
