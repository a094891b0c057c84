package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.junit.jupiter.api.Test;

/**
 * A line that cannot be written is told in one that has all members of the schema, which {@link RecordedLines} checks.
 */
class LostLineTests {

    @Test
    void standsForALineThatCouldNotBeWritten() {
        try (RecordedLines lines = new RecordedLines()) {
            LoggingEvent broken = new LoggingEvent("here", lines.logger(), Level.WARN, "secret", null, null) {
                @Override
                public String getMessage() {
                    throw new AssertionError("no message");
                }

                @Override
                public void prepareForDeferredProcessing() {}
            };
            broken.setInstant(Instant.parse("2026-01-30T14:00:00.123Z"));
            lines.logger().callAppenders(broken);
            lines.logger().info("next");

            JsonNode lost = lines.lines().get(0);
            assertThat(lost)
                    .hasToString("{\"timestamp\":\"2026-01-30T14:00:00.123Z\",\"level\":\"warn\","
                            + "\"service\":\"crm-api\",\"environment\":\"production\",\"logger\":\"com.acme.Orders\","
                            + "\"thread\":\"" + Thread.currentThread().getName() + "\",\"category\":\"application\","
                            + "\"event\":\"log_line_lost\",\"message\":\"log_line_lost\"}");
            assertThat(lines.lines().get(1).get("message").asText()).isEqualTo("next");
        }
    }

    @Test
    void saysWhatCanBeReadWhenNothingCan() {
        String service = "crm \"é\ud83d\ude80\ud83d\\\n" + "x".repeat(70_000);
        try (RecordedLines lines = new RecordedLines("metadata", service, List.of())) {
            lines.logger().callAppenders(new UnreadableEvent());

            JsonNode lost = lines.only();
            assertThat(lost.get("level").asText()).isEqualTo("error");
            assertThat(lost.get("service").asText()).startsWith("crm \"é\ud83d\ude80\ufffd\\\nxxx");
            assertThat(lost.get("logger").asText()).isEqualTo("[logger not printable: java.lang.AssertionError]");
            assertThat(lost.get("thread").asText()).isEqualTo("[thread not printable: java.lang.AssertionError]");
            assertThat(Instant.parse(lost.get("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
        }
    }

    /** The generator is used for the next line again unless the encoder hears of the failure. */
    @Test
    void doesNotSpoilTheNextLineWhenAProviderOfTheApplicationFails() {
        try (RecordedLines lines = new RecordedLines("metadata", "crm-api", List.of(new FailingProvider()))) {
            lines.logger().info("first");
            lines.logger().info("second");

            assertThat(lines.lines())
                    .extracting(line -> line.get("message").asText())
                    .containsExactly("first", "second");
            assertThat(lines.lines().get(1).get("own").asText()).isEqualTo("written");
        }
    }

    /** Opens an object and fails as no library expects, but for the first line only. */
    private static final class FailingProvider extends AbstractJsonProvider<ILoggingEvent> {

        private boolean failed;

        @Override
        public void writeTo(JsonGenerator generator, ILoggingEvent event) throws IOException {
            if (!failed) {
                failed = true;
                generator.writeFieldName("open");
                generator.writeStartObject();
                throw new AssertionError("half-way");
            }
            generator.writeStringField("own", "written");
        }
    }

    /** Everything the lost line would like to know fails. */
    private static final class UnreadableEvent extends LoggingEvent {

        @Override
        public Level getLevel() {
            throw new AssertionError("no level");
        }

        @Override
        public long getTimeStamp() {
            throw new AssertionError("no time");
        }

        @Override
        public String getLoggerName() {
            throw new AssertionError("no logger");
        }

        @Override
        public String getThreadName() {
            throw new AssertionError("no thread");
        }

        @Override
        public void prepareForDeferredProcessing() {}
    }
}
