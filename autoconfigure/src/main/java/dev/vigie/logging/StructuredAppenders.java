package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.AppenderAttachable;
import net.logstash.logback.encoder.CompositeJsonEncoder;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/** Finds appenders that write JSON, whoever put them there: ours, Spring Boot's formats, an encoder of logstash. */
final class StructuredAppenders {

    private StructuredAppenders() {}

    static boolean anyIn(AppenderAttachable<ILoggingEvent> appenders) {
        return LineEncoders.allIn(appenders).stream()
                .anyMatch(encoder ->
                        encoder instanceof CompositeJsonEncoder<?> || encoder instanceof StructuredLogEncoder);
    }
}
