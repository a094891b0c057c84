package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import ch.qos.logback.core.spi.FilterReply;
import dev.vigie.logging.CallSiteLimit.Verdict;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * Hands lines to its appenders from a thread of its own, so that the one that logs never waits for a disk or a
 * terminal. For {@code <appender class="dev.vigie.logging.AsyncLineAppender">} with {@code <appender-ref>}s in it. When
 * the queue is full, lines below WARN are dropped and counted; those of WARN and ERROR wait for room, but not long. Its
 * appenders get what an exception says, not the exception: one that needs that, such as Sentry's, stands beside it.
 */
public final class AsyncLineAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
        implements AppenderAttachable<ILoggingEvent> {

    /** An argument that logs itself would never end. */
    private static final int DEEPEST = 4;

    /** How many lines this thread is in; the number is no object of the application, which it would keep. */
    private final ThreadLocal<Integer> within = ThreadLocal.withInitial(() -> 0);

    private final AppenderAttachableImpl<ILoggingEvent> targets = new AppenderAttachableImpl<>();
    private final CategoryResolver categories = new CategoryResolver();
    private LineFlow flow = LineFlow.DEFAULT;
    private boolean flowGiven;
    private @Nullable PropertyAppenders appenders;
    private @Nullable LineQueue queue;
    private @Nullable CallSiteLimit limit;

    /** Sets how lines flow; before it is started. */
    void setFlow(LineFlow flow) {
        this.flow = flow;
        this.flowGiven = true;
    }

    LineFlow flow() {
        return flow;
    }

    /** Sets that the console and the files are those that the application's properties ask for. */
    public void setAppenders(PropertyAppenders appenders) {
        this.appenders = appenders;
    }

    /** What the properties asked for, or null when they were not asked. */
    @Nullable
    LoggingOutcome outcome() {
        return appenders == null ? null : appenders.outcome();
    }

    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        if (getContext().getObject(Environment.class.getName()) instanceof Environment environment) {
            // Spring Boot leaves it there: an own configuration has the application's settings, too.
            flow = flowGiven ? flow : LineFlow.from(environment);
            if (appenders != null) {
                appenders.addTo(this, environment);
            }
        }
        limit = flow.limit();
        LineWriter writer = new LineWriter(targets, limit, LogCounts.shared());
        LineQueue started = new LineQueue(writer, flow, LogCounts.shared());
        queue = started;
        started.start();
        super.start();
    }

    /**
     * What comes when the application has ended is counted, and logback does not print a word of its own for it. What
     * an argument logs while its own line is taken is a line as any other, which logback would pass over.
     */
    @Override
    public void doAppend(ILoggingEvent event) {
        if (!isStarted()) {
            LogCounts.shared().dropped(LogCounts.Drop.SHUTDOWN, 1);
            return;
        }
        int lines = within.get();
        if (lines >= DEEPEST) {
            LogCounts.shared().dropped(LogCounts.Drop.FAILED, 1);
            return;
        }
        within.set(lines + 1);
        try {
            if (getFilterChainDecision(event) != FilterReply.DENY) {
                append(event);
            }
        } catch (RuntimeException | StackOverflowError trouble) {
            // Of a filter; whoever logs is not to blame.
            LogCounts.shared().dropped(LogCounts.Drop.FAILED, 1);
        } finally {
            within.set(lines);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        LineQueue lines = queue;
        if (lines == null) {
            return;
        }
        try {
            add(event, lines);
        } catch (Throwable itsOwnTrouble) {
            // An event that cannot be read, whatever it throws; whoever logs it is not to blame.
            lines.add(OwnLine.lost(event));
        }
    }

    private void add(ILoggingEvent event, LineQueue lines) {
        Map<String, String> mdc = event.getMDCPropertyMap();
        String category = categories.categoryOf(event, mdc == null ? Map.of() : mdc);
        Verdict verdict = isLimited(category) && !lines.isResting() ? judge(event, category) : Verdict.WHOLE;
        if (verdict == Verdict.HELD) {
            LogCounts.shared().dropped(LogCounts.Drop.RATE_LIMIT, 1);
            return;
        }
        if (!QueuedEvent.isImportant(event.getLevel()) && lines.refuses()) {
            lines.refused();
            return;
        }
        boolean frames = verdict == Verdict.WHOLE;
        lines.add(new QueuedEvent(event, category, LineExtras.of(event, flow.withCaller(), frames)));
    }

    /** Who came and what was refused must be told in full, and of requests each one is. */
    private static boolean isLimited(String category) {
        return !category.equals(CategoryResolver.SECURITY) && !category.equals(CategoryResolver.ACCESS);
    }

    private Verdict judge(ILoggingEvent event, String category) {
        CallSiteLimit known = limit;
        return known == null ? Verdict.WHOLE : known.judge(event, category, System.nanoTime());
    }

    @Override
    public void stop() {
        if (!isStarted()) {
            return;
        }
        super.stop();
        LineQueue lines = queue;
        if (lines == null || lines.stop()) {
            targets.detachAndStopAllAppenders();
        } else {
            addError("An appender hangs; the lines that waited for it are counted");
        }
    }

    /** As when the JVM begins to end. */
    void endSoon() {
        LineQueue lines = queue;
        if (lines != null) {
            lines.endSoon();
        }
    }

    /** No application is left: there is no thread any more, and no open file, but lines are written. */
    void rest() {
        LineQueue lines = queue;
        if (lines != null) {
            lines.rest();
        }
    }

    /** An application runs again. */
    void wake() {
        LineQueue lines = queue;
        if (lines != null && isStarted()) {
            lines.wake();
        }
    }

    /** Ends without one of its appenders, which goes on elsewhere when it has written what waited. */
    void stopWithout(@Nullable Appender<ILoggingEvent> kept) {
        super.stop();
        LineQueue lines = queue;
        boolean free = lines == null || lines.stop();
        if (kept != null) {
            targets.detachAppender(kept);
        }
        if (free) {
            targets.detachAndStopAllAppenders();
        }
    }

    @Override
    public void addAppender(Appender<ILoggingEvent> appender) {
        targets.addAppender(appender);
    }

    @Override
    public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
        return targets.iteratorForAppenders();
    }

    @Override
    public Appender<ILoggingEvent> getAppender(String name) {
        return targets.getAppender(name);
    }

    @Override
    public boolean isAttached(Appender<ILoggingEvent> appender) {
        return targets.isAttached(appender);
    }

    @Override
    public void detachAndStopAllAppenders() {
        targets.detachAndStopAllAppenders();
    }

    @Override
    public boolean detachAppender(Appender<ILoggingEvent> appender) {
        return targets.detachAppender(appender);
    }

    @Override
    public boolean detachAppender(String name) {
        return targets.detachAppender(name);
    }
}
