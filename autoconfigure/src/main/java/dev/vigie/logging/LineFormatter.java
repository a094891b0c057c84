package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.ContextAware;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import net.logstash.logback.composite.loggingevent.LoggingEventCompositeJsonFormatter;

/**
 * Makes every failure of a provider an exception: after anything else the generator would be used again, half-way
 * through a line.
 */
final class LineFormatter extends LoggingEventCompositeJsonFormatter {

    LineFormatter(ContextAware declaredOrigin) {
        super(declaredOrigin);
    }

    @Override
    protected void writeEventToGenerator(JsonGenerator generator, ILoggingEvent event) throws IOException {
        try {
            super.writeEventToGenerator(generator, event);
        } catch (IOException | RuntimeException failed) {
            throw failed;
        } catch (Throwable failed) {
            throw new IllegalStateException(failed);
        }
    }
}
