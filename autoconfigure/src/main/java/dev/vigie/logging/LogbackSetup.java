package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.vigie.logging.LoggingSettings.Console;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Takes the appenders of Spring Boot's default logback configuration behind the queue: its console with our encoder,
 * and our files where it has its own. Thresholds, patterns and places stay Spring Boot's.
 */
final class LogbackSetup {

    private static final String CONSOLE = "CONSOLE";
    private static final String FILE = "FILE";

    /** Where a console appender waits that was taken off, in case the next application of this JVM wants one. */
    private static final String REMOVED_CONSOLE = LogbackSetup.class.getName() + ".console";

    /** What was applied to this context since it was reset the last time. */
    private static final String APPLIED = LogbackSetup.class.getName() + ".applied";

    /** The file appender of an application without Vigie, which stays as it is. */
    private static final String OF_ANOTHER = LogbackSetup.class.getName() + ".another";

    private final LoggerContext context;
    private final LinePipeline pipeline;
    private final Logger root;
    private final LoggingSettings settings;

    private LogbackSetup(LoggerContext context, LoggingSettings settings) {
        this.context = context;
        this.pipeline = new LinePipeline(context);
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        this.settings = settings;
    }

    static LoggingOutcome apply(LoggingSettings settings) {
        LoggerContext context = SharedLogback.context();
        if (context == null || context.getObject(LoggingSystem.class.getName()) == null) {
            return LoggingOutcome.leftAlone("Spring Boot did not set up logback");
        }
        return new LogbackSetup(context, settings).apply();
    }

    /** Nothing is touched; but an application may have included our encoder in its own configuration. */
    static LoggingOutcome leftAlone(String why) {
        LoggerContext context = SharedLogback.context();
        if (context != null) {
            AsyncLineAppender ours = new LinePipeline(context).installed();
            LoggingOutcome asConfigured = ours == null ? null : ours.outcome();
            if (asConfigured != null) {
                return asConfigured;
            }
            boolean included = LineEncoders.allIn(context.getLogger(Logger.ROOT_LOGGER_NAME)).stream()
                    .anyMatch(JsonLineEncoder.class::isInstance);
            if (included) {
                return new LoggingOutcome(Console.JSON, false, null);
            }
        }
        return LoggingOutcome.leftAlone(why);
    }

    /** The others go on as they asked, now that one has ended. */
    static void goOn(LoggerContext context, List<LoggingSettings> left) {
        if (left.isEmpty() || context.getObject(APPLIED) == null) {
            return;
        }
        if (LogFileChoice.chooseAnew(left, context)) {
            context.removeObject(APPLIED);
        }
        new LogbackSetup(context, left.get(left.size() - 1)).apply();
    }

    /**
     * One without Vigie has configured logback anew; the others go on as they asked, and it has its own file as well.
     */
    static void goOnBeside(LoggerContext context, List<LoggingSettings> others) {
        LoggingSettings last = others.get(others.size() - 1);
        if (context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender(FILE) instanceof FileAppender<ILoggingEvent> theirs
                && !theirs.getFile().equals(last.file())) {
            context.putObject(OF_ANOTHER, theirs);
        }
        new LogbackSetup(context, last).apply();
    }

    static boolean isStructured() {
        LoggerContext context = SharedLogback.context();
        return context != null && StructuredAppenders.anyIn(context.getLogger(Logger.ROOT_LOGGER_NAME));
    }

    static String rootLevel() {
        LoggerContext context = SharedLogback.context();
        return context == null
                ? "unknown"
                : context.getLogger(Logger.ROOT_LOGGER_NAME).getEffectiveLevel().toString();
    }

    private LoggingOutcome apply() {
        if (context.getObject(APPLIED) instanceof Applied before
                && before.settings().equals(settings)
                && pipeline.installed() != null) {
            return before.outcome();
        }
        AsyncLineAppender ours = pipeline.installed();
        return ours == null ? build(null) : LinesMeanwhile.during(context, () -> replace(ours));
    }

    /** It stays until there is another: a line that is on its way to it is counted. */
    private LoggingOutcome replace(AsyncLineAppender ours) {
        Appender<ILoggingEvent> kept = ours.getAppender(CONSOLE);
        ours.stopWithout(kept);
        try {
            return build(kept);
        } finally {
            root.detachAppender(ours);
            if (kept != null && !isUsed(kept)) {
                pipeline.putBack(kept);
            }
        }
    }

    private boolean isUsed(Appender<ILoggingEvent> console) {
        AsyncLineAppender ours = pipeline.installed();
        return (ours != null && ours.isAttached(console)) || console.equals(context.getObject(REMOVED_CONSOLE));
    }

    /** Where the console stood behind the queue before, it is at no logger. */
    private LoggingOutcome build(@Nullable Appender<ILoggingEvent> kept) {
        List<Appender<ILoggingEvent>> targets = new ArrayList<>();
        Console console = settings.ownConsole() ? null : applyConsole(kept, targets);
        boolean file = !settings.ownFile() && applyFile(targets);
        if (!targets.isEmpty()) {
            pipeline.install(settings, targets);
        }
        LoggingOutcome outcome = new LoggingOutcome(console, file, left(console));
        context.putObject(APPLIED, new Applied(settings, outcome));
        return outcome;
    }

    private @Nullable String left(@Nullable Console console) {
        if (settings.ownConsole()) {
            return "logging.structured.format.console is set";
        }
        if (console == null) {
            return "Spring Boot's console appender is not there";
        }
        return settings.ownFile() ? "logging.structured.format.file is set" : null;
    }

    private @Nullable Console applyConsole(
            @Nullable Appender<ILoggingEvent> kept, List<Appender<ILoggingEvent>> targets) {
        OutputStreamAppender<ILoggingEvent> appender = kept == null ? restoredConsole() : swappable(kept);
        if (appender == null) {
            return null;
        }
        switch (settings.console()) {
            case JSON -> toJson(appender);
            case TEXT -> toText(appender);
            case NONE -> {
                root.detachAppender(appender);
                appender.stop();
                context.putObject(REMOVED_CONSOLE, appender);
                return settings.console();
            }
        }
        targets.add(appender);
        return settings.console();
    }

    /** Ours stands in place of Spring Boot's, which knows where it is to be. */
    private boolean applyFile(List<Appender<ILoggingEvent>> targets) {
        Appender<ILoggingEvent> found = root.getAppender(FILE);
        Appender<ILoggingEvent> attached = Objects.equals(found, context.getObject(OF_ANOTHER)) ? null : found;
        FileAppender<ILoggingEvent> boots =
                swappable(attached) instanceof FileAppender<ILoggingEvent> theirs ? theirs : null;
        LogFileChoice chosen = attached == null || boots != null ? LogFileChoice.of(settings, context, boots) : null;
        if (chosen == null) {
            return false;
        }
        newEncoder().check(trial());
        if (boots != null) {
            root.detachAppender(boots);
            boots.stop();
        }
        List<Appender<ILoggingEvent>> files = pipeline.files(FILE, chosen.path(), settings.files(), this::newEncoder);
        files.forEach(chosen::filter);
        targets.addAll(files);
        return true;
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

    private void toText(OutputStreamAppender<ILoggingEvent> appender) {
        if (appender.getEncoder() instanceof TextLineEncoder) {
            return;
        }
        TextLineEncoder text = new TextLineEncoder();
        text.setContext(context);
        text.setMasking(SharedLogback.masking());
        if (appender.getEncoder() instanceof PatternLayoutEncoder boots) {
            text.setPattern(boots.getPattern());
            text.setCharset(boots.getCharset());
        } else {
            text.setPattern(context.getProperty("CONSOLE_LOG_PATTERN"));
            String charset = context.getProperty("CONSOLE_LOG_CHARSET");
            text.setCharset(charset == null ? Charset.defaultCharset() : Charset.forName(charset));
        }
        text.start();
        swap(appender, text);
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
        encoder.setMasking(SharedLogback.masking());
        encoder.start();
        return encoder;
    }

    private ILoggingEvent trial() {
        return new LoggingEvent(getClass().getName(), root, Level.INFO, "trial", null, null);
    }

    /** Settings and what became of them. */
    private record Applied(LoggingSettings settings, LoggingOutcome outcome) {}
}
