package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.UnsupportedCharsetException;
import org.junit.jupiter.api.Test;

class LoggingSetupListenerTests {

    @Test
    void speaksOfTheEncoderOnlyWhereSomethingDoesNotLink() {
        assertThat(LoggingSetupListener.reason(new NoSuchMethodError("writeTo")))
                .isEqualTo("JSON lines need logstash-logback-encoder 8.x (java.lang.NoSuchMethodError)");
        assertThat(LoggingSetupListener.reason(new IllegalStateException(new AbstractMethodError("writeTo"))))
                .isEqualTo("JSON lines need logstash-logback-encoder 8.x (java.lang.AbstractMethodError)");
    }

    @Test
    void namesTheReasonOtherwise() {
        assertThat(LoggingSetupListener.reason(new UnsupportedCharsetException("utf\n9")))
                .isEqualTo("JSON lines could not be set up" + " (java.nio.charset.UnsupportedCharsetException: utf?9)");
        assertThat(LoggingSetupListener.reason(new IllegalStateException("x".repeat(10_000))))
                .hasSizeLessThan(300);
    }
}
