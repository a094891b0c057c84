package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.vigie.logging.LoggingSettings.Console;
import java.nio.charset.Charset;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Gives the appenders of Spring Boot's default logback configuration our encoder, in place: thresholds, rolling and
 * charset stay Spring Boot's.
 */
final class LogbackSetup {

    private static final String CONSOLE = "CONSOLE";
    private static final String FILE = "FILE";

    /** Where a console appender waits that was taken off, in case the next application of this JVM wants one. */
    private static final String REMOVED_CONSOLE = LogbackSetup.class.getName() + ".console";

    private final LoggerContext context;
    private final Logger root;
    private final LoggingSettings settings;

    private LogbackSetup(LoggerContext context, LoggingSettings settings) {
        this.context = context;
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        this.settings = settings;
    }

    static LoggingOutcome apply(LoggingSettings settings) {
        LoggerContext context = context();
        if (context == null || context.getObject(LoggingSystem.class.getName()) == null) {
            return LoggingOutcome.leftAlone("Spring Boot did not set up logback");
        }
        return new LogbackSetup(context, settings).apply();
    }

    /** Nothing is touched; but an application may have included our encoder in its own configuration. */
    static LoggingOutcome leftAlone(String why) {
        LoggerContext context = context();
        if (context != null) {
            Iterator<Appender<ILoggingEvent>> appenders =
                    context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
            while (appenders.hasNext()) {
                if (appenders.next() instanceof OutputStreamAppender<ILoggingEvent> appender
                        && appender.getEncoder() instanceof JsonLineEncoder) {
                    return new LoggingOutcome(Console.JSON, false, null);
                }
            }
        }
        return LoggingOutcome.leftAlone(why);
    }

    static boolean isStructured() {
        LoggerContext context = context();
        return context != null && StructuredAppenders.anyIn(context.getLogger(Logger.ROOT_LOGGER_NAME));
    }

    static String rootLevel() {
        LoggerContext context = context();
        return context == null
                ? "unknown"
                : context.getLogger(Logger.ROOT_LOGGER_NAME).getEffectiveLevel().toString();
    }

    private static @Nullable LoggerContext context() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? context : null;
    }

    private LoggingOutcome apply() {
        Console console = settings.ownConsole() ? null : applyConsole();
        boolean file = !settings.ownFile() && applyFile();
        String left = null;
        if (settings.ownConsole()) {
            left = "logging.structured.format.console is set";
        } else if (console == null) {
            left = "Spring Boot's console appender is not there";
        } else if (settings.ownFile()) {
            left = "logging.structured.format.file is set";
        }
        return new LoggingOutcome(console, file, left);
    }

    private @Nullable Console applyConsole() {
        OutputStreamAppender<ILoggingEvent> appender = restoredConsole();
        if (appender == null) {
            return null;
        }
        switch (settings.console()) {
            case JSON -> toJson(appender);
            case TEXT -> backToText(appender);
            case NONE -> {
                root.detachAppender(appender);
                appender.stop();
                context.putObject(REMOVED_CONSOLE, appender);
            }
        }
        return settings.console();
    }

    private boolean applyFile() {
        OutputStreamAppender<ILoggingEvent> appender = swappable(root.getAppender(FILE));
        if (appender != null) {
            toJson(appender);
        }
        return appender != null;
    }

    private @Nullable OutputStreamAppender<ILoggingEvent> restoredConsole() {
        Object removed = context.getObject(REMOVED_CONSOLE);
        context.removeObject(REMOVED_CONSOLE);
        Appender<ILoggingEvent> attached = root.getAppender(CONSOLE);
        if (attached == null && removed instanceof OutputStreamAppender<?> console) {
            @SuppressWarnings("unchecked")
            OutputStreamAppender<ILoggingEvent> ours = (OutputStreamAppender<ILoggingEvent>) console;
            ours.start();
            root.addAppender(ours);
            return swappable(ours);
        }
        return swappable(attached);
    }

    /** The appender when its encoder is Spring Boot's pattern or ours; one with any other encoder is not touched. */
    private static @Nullable OutputStreamAppender<ILoggingEvent> swappable(@Nullable Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
            Encoder<ILoggingEvent> encoder = stream.getEncoder();
            return encoder instanceof PatternLayoutEncoder || encoder instanceof JsonLineEncoder ? stream : null;
        }
        return null;
    }

    private void toJson(OutputStreamAppender<ILoggingEvent> appender) {
        if (appender.getEncoder() instanceof JsonLineEncoder ours && ours.isFor(settings)) {
            return;
        }
        JsonLineEncoder encoder = newEncoder();
        encoder.check(trial());
        swap(appender, encoder);
    }

    private void backToText(OutputStreamAppender<ILoggingEvent> appender) {
        if (appender.getEncoder() instanceof JsonLineEncoder) {
            PatternLayoutEncoder text = new PatternLayoutEncoder();
            text.setContext(context);
            text.setPattern(context.getProperty("CONSOLE_LOG_PATTERN"));
            String charset = context.getProperty("CONSOLE_LOG_CHARSET");
            text.setCharset(charset == null ? Charset.defaultCharset() : Charset.forName(charset));
            text.start();
            swap(appender, text);
        }
    }

    private static void swap(OutputStreamAppender<ILoggingEvent> appender, Encoder<ILoggingEvent> encoder) {
        Encoder<ILoggingEvent> before = appender.getEncoder();
        appender.setEncoder(encoder);
        before.stop();
    }

    private JsonLineEncoder newEncoder() {
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.setService(settings.service());
        encoder.setEnvironment(settings.environment());
        encoder.setKeyValues(settings.keyValues());
        encoder.start();
        return encoder;
    }

    private ILoggingEvent trial() {
        return new LoggingEvent(getClass().getName(), root, Level.INFO, "trial", null, null);
    }
}
