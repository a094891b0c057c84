package dev.vigie.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.vigie.privacy.Masking;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Text lines by the pattern of Spring Boot, in which what came from outside can neither begin a line of its own nor
 * command a terminal, and secrets are masked.
 */
final class TextLineEncoder extends PatternLayoutEncoder {

    /** What these say is made for people to read, in several lines, and of nothing from outside. */
    private static final List<String> READABLE = List.of("org.springframework.boot.", "dev.vigie.feature.");

    private volatile Masking masking = Masking.of(List.of());

    void setMasking(Masking masking) {
        this.masking = masking;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        Masking known = masking;
        return super.encode(
                event instanceof QueuedEvent line ? line.withTexts(formOf(line, known), known::isSecret) : event);
    }

    private static UnaryOperator<String> formOf(QueuedEvent line, Masking known) {
        boolean readable = READABLE.stream().anyMatch(line.getLoggerName()::startsWith);
        return text -> TerminalText.printable(known.text(text), readable);
    }
}
