package dev.vigie.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.core.env.Environment;

/**
 * The console and the files that the properties of an application ask for, for one that has a logback configuration of
 * its own; see {@code dev/vigie/logging/vigie.xml}.
 */
public final class PropertyAppenders {

    private String pattern = "%d %5p [%t] %logger : %m%n";
    private Charset charset = Charset.defaultCharset();
    private @Nullable LoggingOutcome outcome;

    /** Sets the pattern of text on the console. */
    public void setPattern(String pattern) {
        this.pattern = pattern;
    }

    /** Sets the charset of text on the console. */
    public void setCharset(Charset charset) {
        this.charset = charset;
    }

    @Nullable
    LoggingOutcome outcome() {
        return outcome;
    }

    void addTo(AsyncLineAppender lines, Environment environment) {
        if (!(lines.getContext() instanceof LoggerContext context)) {
            return;
        }
        LoggingSettings settings = LoggingSettings.from(environment);
        if (settings.console() != LoggingSettings.Console.NONE) {
            add(lines, List.of(console(context, settings)), thresholdOfConsole(environment));
        }
        LogFile file = LogFile.get(environment);
        if (file != null) {
            add(
                    lines,
                    new LinePipeline(context)
                            .files("FILE", file.toString(), settings.files(), () -> json(context, settings)),
                    environment.getProperty("logging.threshold.file"));
        }
        outcome = new LoggingOutcome(settings.console(), file != null, null);
    }

    /** Spring Boot 4.1 has a second key that switches the console off, and tells its own appender so. */
    private static @Nullable String thresholdOfConsole(Environment environment) {
        String told = System.getProperty(LoggingSystemProperty.CONSOLE_THRESHOLD.getEnvironmentVariableName());
        return told == null ? environment.getProperty("logging.threshold.console") : told;
    }

    private static void add(
            AsyncLineAppender lines, List<Appender<ILoggingEvent>> targets, @Nullable String threshold) {
        for (Appender<ILoggingEvent> target : targets) {
            LineThreshold.of(threshold).forEach(target::addFilter);
            lines.addAppender(target);
        }
    }

    private Appender<ILoggingEvent> console(LoggerContext context, LoggingSettings settings) {
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("CONSOLE");
        console.setImmediateFlush(false);
        console.setEncoder(
                settings.console() == LoggingSettings.Console.JSON ? json(context, settings) : text(context));
        console.start();
        return console;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context, LoggingSettings settings) {
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.setService(settings.service());
        encoder.setEnvironment(settings.environment());
        encoder.setKeyValues(settings.keyValues());
        encoder.setMasking(SharedLogback.masking());
        encoder.start();
        return encoder;
    }

    private Encoder<ILoggingEvent> text(LoggerContext context) {
        TextLineEncoder encoder = new TextLineEncoder();
        encoder.setContext(context);
        encoder.setMasking(SharedLogback.masking());
        encoder.setPattern(pattern);
        encoder.setCharset(charset);
        encoder.start();
        return encoder;
    }
}
