package dev.vigie.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.vigie.privacy.Masking;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Text lines by the pattern of Spring Boot, in which what came from outside can neither begin a line of its own nor
 * command a terminal, and secrets are masked. Fields stand behind the message, unless the pattern shows them elsewhere.
 */
final class TextLineEncoder extends PatternLayoutEncoder {

    /** These report on the start or on the configuration: several lines for people to read. */
    private static final Set<String> REPORTS = Set.of(
            "dev.vigie.feature.StartupProblems",
            "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
            "org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger",
            "org.springframework.boot.autoconfigure.AutoConfigurationImportSelector",
            "org.springframework.boot.context.ConfigurationWarningsApplicationContextInitializer"
                    + "$ConfigurationWarningsPostProcessor",
            "org.springframework.boot.context.properties.migrator.PropertiesMigrationListener",
            "org.springframework.boot.devtools.autoconfigure.ConditionEvaluationDeltaLoggingListener");

    /** A developer signs in with the password that these made up for one run; JSON lines do not have it. */
    private static final Set<String> PASSWORDS = Set.of(
            "org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.autoconfigure.security.reactive.ReactiveUserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.ReactiveUserDetailsServiceAutoConfiguration");

    private static final Pattern SHOWS_FIELDS = Pattern.compile("(?<!\\\\)%[-.0-9]*(kvp|maskedKvp)(?![A-Za-z])");

    private volatile ShownTexts texts = new ShownTexts(Masking.of(List.of()));
    private volatile boolean fieldsInPattern;

    void setMasking(Masking masking) {
        this.texts = new ShownTexts(masking);
    }

    @Override
    public void start() {
        String pattern = getPattern();
        fieldsInPattern = pattern != null && SHOWS_FIELDS.matcher(pattern).find();
        super.start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        try {
            return super.encode(shown(frozen(event)));
        } catch (Throwable unreadable) {
            return super.encode(shown(OwnLine.lost(event)));
        }
    }

    private static QueuedEvent frozen(ILoggingEvent event) {
        return event instanceof QueuedEvent line ? line : new QueuedEvent(event, CategoryResolver.APPLICATION, true);
    }

    private QueuedEvent shown(QueuedEvent line) {
        ShownTexts known = texts;
        UnaryOperator<String> message = messageOf(line, known.masking());
        String fields = fieldsInPattern ? "" : TextFields.of(line, known);
        return line.withTexts(fields.isEmpty() ? message : text -> message.apply(text) + fields, known);
    }

    private static UnaryOperator<String> messageOf(QueuedEvent line, Masking known) {
        // What was put into the message afterwards is not the report's own.
        boolean own = line.getFormattedMessage().equals(line.getMessage());
        if (own && PASSWORDS.contains(line.getLoggerName())) {
            return text -> TerminalText.printable(text, true);
        }
        boolean report = own && REPORTS.contains(line.getLoggerName());
        return text -> TerminalText.printable(known.text(text), report);
    }
}
