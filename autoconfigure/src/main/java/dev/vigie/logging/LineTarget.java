package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * One appender behind the queue, and what becomes of a line there, which logback tells nobody. It stands before the
 * filters of the appender and asks them in its place, each once.
 */
final class LineTarget extends Filter<ILoggingEvent> {

    private final Appender<ILoggingEvent> appender;
    private FilterReply reply = FilterReply.NEUTRAL;

    private LineTarget(Appender<ILoggingEvent> appender) {
        this.appender = appender;
    }

    static LineTarget at(Appender<ILoggingEvent> appender) {
        LineTarget target = new LineTarget(appender);
        List<Filter<ILoggingEvent>> others = appender.getCopyOfAttachedFiltersList();
        if (others != null && !others.isEmpty()) {
            appender.clearAllFilters();
            appender.addFilter(target);
            others.forEach(appender::addFilter);
        }
        return target;
    }

    /** The appender is as it was. */
    void release() {
        List<Filter<ILoggingEvent>> all = appender.getCopyOfAttachedFiltersList();
        if (all != null && all.remove(this)) {
            appender.clearAllFilters();
            all.forEach(appender::addFilter);
        }
    }

    /** Whatever the appender throws; those behind it shall have the line all the same. */
    Outcome append(QueuedEvent line) {
        reply = FilterReply.NEUTRAL;
        try {
            appender.doAppend(line);
        } catch (Throwable refused) {
            return Outcome.FAILED;
        }
        if (reply == FilterReply.DENY) {
            return Outcome.UNWANTED;
        }
        // One that is stopped takes nothing, and one that cannot write any more stops itself.
        return appender.isStarted() ? Outcome.TAKEN : Outcome.FAILED;
    }

    @Override
    public FilterReply decide(ILoggingEvent event) {
        for (Filter<ILoggingEvent> filter : appender.getCopyOfAttachedFiltersList()) {
            FilterReply answer = filter.equals(this) ? FilterReply.NEUTRAL : filter.decide(event);
            if (answer != FilterReply.NEUTRAL) {
                reply = answer;
                return answer;
            }
        }
        // The others have been asked.
        return FilterReply.ACCEPT;
    }

    /** What became of a line. */
    enum Outcome {
        /** The appender has it. */
        TAKEN,
        /** A filter of the appender, such as its threshold, does not want it. */
        UNWANTED,
        /** The appender is stopped, or threw. */
        FAILED
    }
}
