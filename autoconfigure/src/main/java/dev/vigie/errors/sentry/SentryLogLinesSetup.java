package dev.vigie.errors.sentry;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.AppenderAttachable;
import io.sentry.logback.SentryAppender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Puts {@link SentryLogLines} before Sentry's appenders, that of Sentry's starter and those of an own logback file.
 * Registered after the starter's part that adds its appender at the same event.
 */
final class SentryLogLinesSetup implements ApplicationListener<ContextRefreshedEvent>, DisposableBean {

    private final SentryCapture capture;

    SentryLogLinesSetup(SentryCapture capture) {
        this.capture = capture;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        forEachAppender(appender -> {
            List<Filter<ILoggingEvent>> others = withoutOurs(appender);
            SentryLogLines lines = new SentryLogLines(appender, capture);
            lines.start();
            appender.addFilter(lines);
            others.forEach(appender::addFilter);
        });
    }

    @Override
    public void destroy() {
        forEachAppender(appender -> withoutOurs(appender).forEach(appender::addFilter));
    }

    /** Takes all filters out, and returns those of the application. */
    private static List<Filter<ILoggingEvent>> withoutOurs(SentryAppender appender) {
        List<Filter<ILoggingEvent>> others = new ArrayList<>(appender.getCopyOfAttachedFiltersList());
        others.removeIf(SentryLogLines.class::isInstance);
        appender.clearAllFilters();
        return others;
    }

    private static void forEachAppender(Consumer<SentryAppender> action) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            for (Logger logger : context.getLoggerList()) {
                forEachAppender(logger.iteratorForAppenders(), action);
            }
        }
    }

    private static void forEachAppender(Iterator<Appender<ILoggingEvent>> appenders, Consumer<SentryAppender> action) {
        while (appenders.hasNext()) {
            Appender<ILoggingEvent> appender = appenders.next();
            if (appender instanceof SentryAppender sentry) {
                action.accept(sentry);
            } else if (appender instanceof AppenderAttachable<?> around) {
                @SuppressWarnings("unchecked")
                AppenderAttachable<ILoggingEvent> inner = (AppenderAttachable<ILoggingEvent>) around;
                forEachAppender(inner.iteratorForAppenders(), action);
            }
        }
    }
}
