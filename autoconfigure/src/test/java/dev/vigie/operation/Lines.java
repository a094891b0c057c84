package dev.vigie.operation;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Objects;
import org.slf4j.LoggerFactory;

/** The lines of one logger, however the console looks. */
final class Lines implements AutoCloseable {

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger logger;

    Lines(Class<?> logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
        appender.start();
        this.logger.addAppender(appender);
    }

    List<String> texts() {
        return appender.list.stream()
                .map(line -> line.getFormattedMessage() + " "
                        + Objects.requireNonNullElse(line.getKeyValuePairs(), List.of()) + " "
                        + Objects.requireNonNullElse(line.getMarkerList(), List.of()))
                .toList();
    }

    String text() {
        return String.join("\n", texts());
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}
