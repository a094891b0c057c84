package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Finds the encoders behind a logger, also those of appenders that stand behind a queue. */
final class LineEncoders {

    private LineEncoders() {}

    static List<Encoder<ILoggingEvent>> allIn(AppenderAttachable<ILoggingEvent> appenders) {
        List<Encoder<ILoggingEvent>> found = new ArrayList<>();
        Iterator<Appender<ILoggingEvent>> all = appenders.iteratorForAppenders();
        while (all.hasNext()) {
            collect(all.next(), found);
        }
        return found;
    }

    @SuppressWarnings("unchecked") // what an appender of ILoggingEvents hands its events to takes ILoggingEvents
    private static void collect(Appender<ILoggingEvent> appender, List<Encoder<ILoggingEvent>> found) {
        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
            found.add(stream.getEncoder());
        } else if (appender instanceof AppenderAttachable<?> inner) {
            found.addAll(allIn((AppenderAttachable<ILoggingEvent>) inner));
        }
    }
}
