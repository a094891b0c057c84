package dev.vigie.errors.sentry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.ScopesAdapter;
import io.sentry.logback.SentryAppender;
import java.lang.reflect.Field;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Stands before Sentry's appender: an error line of a running request waits for the outcome of the request, the
 * container's line of a request that failed is no event at all, and an exception the SDK cannot be given as it is goes
 * the way around.
 */
final class SentryLogLines extends Filter<ILoggingEvent> {

    /** Where Tomcat logs what a servlet threw; each servlet has a logger of its own below it. */
    private static final String TOMCAT = "org.apache.catalina.core.ContainerBase.[";

    /** Its lines say that a request is over, each time: no step to anything, and no event. */
    private static final String ACCESS = "access";

    private static final @Nullable Field ENCODER = ReflectionUtils.findField(SentryAppender.class, "encoder");

    private final SentryAppender appender;
    private final Parts parts;
    private final SentryCapture capture;

    SentryLogLines(SentryAppender appender, SentryCapture capture) {
        this.appender = appender;
        this.parts = new Parts(encoderOf(appender));
        this.capture = capture;
    }

    /** The application's, by which it masks what is sent; there is no other way to ask for it. */
    @SuppressWarnings("unchecked")
    static @Nullable Encoder<ILoggingEvent> encoderOf(SentryAppender appender) {
        if (ENCODER == null) {
            return null;
        }
        ReflectionUtils.makeAccessible(ENCODER);
        return (Encoder<ILoggingEvent>) ReflectionUtils.getField(ENCODER, appender);
    }

    @Override
    public FilterReply decide(ILoggingEvent line) {
        if (line.getLoggerName().equals(ACCESS)) {
            parts.addToSentryLogsOf(appender, line);
            return FilterReply.DENY;
        }
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
        Breadcrumb step =
                line.getLevel().isGreaterOrEqual(appender.getMinimumBreadcrumbLevel()) ? parts.stepOf(line) : null;
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
            parts.addToSentryLogsOf(appender, line);
        }
    }

    /** Of the appender's work the parts for a line that is no event: the step, and the line of Sentry's log product. */
    private static final class Parts extends SentryAppender {

        Parts(@Nullable Encoder<ILoggingEvent> encoder) {
            if (encoder != null) {
                setEncoder(encoder);
            }
        }

        Breadcrumb stepOf(ILoggingEvent line) {
            return createBreadcrumb(line);
        }

        void addToSentryLogsOf(SentryAppender other, ILoggingEvent line) {
            if (ScopesAdapter.getInstance().getOptions().getLogs().isEnabled()
                    && line.getLevel().isGreaterOrEqual(other.getMinimumLevel())) {
                captureLog(line);
            }
        }
    }
}
