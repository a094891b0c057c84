package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import net.logstash.logback.encoder.CompositeJsonEncoder;
import org.springframework.boot.logging.logback.StructuredLogEncoder;

/** Finds appenders that write JSON, whoever put them there: ours, Spring Boot's formats, an encoder of logstash. */
final class StructuredAppenders {

    private StructuredAppenders() {}

    static boolean anyIn(AppenderAttachable<ILoggingEvent> appenders) {
        Iterator<Appender<ILoggingEvent>> all = appenders.iteratorForAppenders();
        while (all.hasNext()) {
            if (isStructured(all.next())) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked") // what an appender of ILoggingEvents hands its events to takes ILoggingEvents
    private static boolean isStructured(Appender<ILoggingEvent> appender) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
            Encoder<ILoggingEvent> encoder = stream.getEncoder();
            return encoder instanceof CompositeJsonEncoder<?> || encoder instanceof StructuredLogEncoder;
        }
        return appender instanceof AsyncAppenderBase<?> async && anyIn((AppenderAttachable<ILoggingEvent>) async);
    }
}
