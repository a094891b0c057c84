package dev.vigie.errors.sentry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.ScopesAdapter;
import io.sentry.SentryLevel;
import io.sentry.logback.SentryAppender;
import java.util.Date;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Sentry's appender: an error line of a running request waits for the outcome of the request, the
 * container's line of a request that failed is no event at all, and an exception the SDK cannot be given as it is goes
 * the way around.
 */
final class SentryLogLines extends Filter<ILoggingEvent> {

    /** Where Tomcat logs what a servlet threw; each servlet has a logger of its own below it. */
    private static final String TOMCAT = "org.apache.catalina.core.ContainerBase.[";

    private static final LinesForSentryLogs SENTRY_LOGS = new LinesForSentryLogs();

    private final SentryAppender appender;
    private final SentryCapture capture;

    SentryLogLines(SentryAppender appender, SentryCapture capture) {
        this.appender = appender;
        this.capture = capture;
    }

    @Override
    public FilterReply decide(ILoggingEvent line) {
        if (!line.getLevel().isGreaterOrEqual(appender.getMinimumEventLevel()) || HeldLine.released() != null) {
            return FilterReply.NEUTRAL;
        }
        Throwable error = errorOf(line);
        if (error != null && line.getLoggerName().startsWith(TOMCAT) && SentryRequestScopes.hasArrived()) {
            return FilterReply.DENY;
        }
        SentryRequestScope request = SentryRequestScope.current();
        if (request != null && holds(request, line, error)) {
            return FilterReply.DENY;
        }
        if (error != null && !ErrorShape.isPlain(error)) {
            capture.exception(error, true, Map.of("logger", line.getLoggerName()));
            return FilterReply.DENY;
        }
        return FilterReply.NEUTRAL;
    }

    private boolean holds(SentryRequestScope request, ILoggingEvent line, @Nullable Throwable error) {
        Breadcrumb step = line.getLevel().isGreaterOrEqual(appender.getMinimumBreadcrumbLevel()) ? stepOf(line) : null;
        line.prepareForDeferredProcessing();
        if (!request.hold(new HeldLine(error, step, new Fate(line, error)))) {
            return false;
        }
        if (step != null) {
            Hint hint = new Hint();
            hint.set("logback:loggingEvent", line);
            ScopesAdapter.getInstance().addBreadcrumb(step, hint);
        }
        return true;
    }

    private static Breadcrumb stepOf(ILoggingEvent line) {
        Breadcrumb step = new Breadcrumb(Date.from(line.getInstant()));
        step.setLevel(line.getLevel().isGreaterOrEqual(Level.ERROR) ? SentryLevel.ERROR : SentryLevel.WARNING);
        step.setCategory(line.getLoggerName());
        step.setMessage(line.getFormattedMessage());
        return step;
    }

    private static @Nullable Throwable errorOf(ILoggingEvent line) {
        return line.getThrowableProxy() instanceof ThrowableProxy proxy ? proxy.getThrowable() : null;
    }

    private final class Fate implements HeldLine.Listener {

        private final ILoggingEvent line;
        private final @Nullable Throwable error;

        Fate(ILoggingEvent line, @Nullable Throwable error) {
            this.line = line;
            this.error = error;
        }

        @Override
        public void released() {
            if (error != null && !ErrorShape.isPlain(error)) {
                capture.exception(error, true, Map.of("logger", line.getLoggerName()));
            } else {
                appender.doAppend(line);
            }
        }

        @Override
        public void dropped() {
            if (ScopesAdapter.getInstance().getOptions().getLogs().isEnabled()
                    && line.getLevel().isGreaterOrEqual(appender.getMinimumLevel())) {
                SENTRY_LOGS.add(line);
            }
        }
    }

    /** Of the appender's work only the part for Sentry's log product: a line that is no event is still a line. */
    private static final class LinesForSentryLogs extends SentryAppender {

        void add(ILoggingEvent line) {
            captureLog(line);
        }
    }
}
