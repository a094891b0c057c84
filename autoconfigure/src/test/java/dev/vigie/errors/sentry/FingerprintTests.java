package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.SentryEvent;
import io.sentry.protocol.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FingerprintTests {

    @Test
    void takesTheSamePlaceForTheSameKindWhateverTheMessage() {
        assertThat(of(thrown("order 7"))).isEqualTo(of(thrown("customer 8")));
    }

    @Test
    void tellsPlacesClassesAndCausesApart() {
        RuntimeException here = new IllegalStateException("x");
        RuntimeException there = new IllegalStateException("x");

        assertThat(of(here)).isNotEqualTo(of(there));
        assertThat(of(bare(new IllegalStateException()))).isNotEqualTo(of(bare(new IllegalArgumentException())));
        assertThat(of(bare(new IllegalStateException(new Error()))))
                .isNotEqualTo(of(bare(new IllegalStateException())));
    }

    @Test
    void takesMessagesOfOneTemplateForOneKind() {
        assertThat(of("app", "order {} failed", "order 7 failed"))
                .isEqualTo(of("app", "order {} failed", "order 8 failed"));
        assertThat(of("app", null, "order 7 of 12")).isEqualTo(of("app", null, "order 18 of 3"));
        assertThat(of("app", null, "order 7")).isNotEqualTo(of("app", null, "invoice 7"));
        assertThat(of("app", null, "order 7")).isNotEqualTo(of("other", null, "order 7"));
    }

    @Test
    void needsNeitherExceptionNorMessage() {
        assertThat(Fingerprint.of(new SentryEvent())).isEqualTo(Fingerprint.of(new SentryEvent()));
    }

    @Test
    @Timeout(10)
    void doesNotTrustWhatAnErrorSaysOfItself() {
        RuntimeException one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));
        RuntimeException hostile = new RuntimeException() {
            @Override
            public StackTraceElement[] getStackTrace() {
                throw new IllegalStateException("getStackTrace");
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("getCause");
            }

            @Override
            public String getMessage() {
                throw new IllegalStateException("getMessage");
            }
        };
        RuntimeException empty = new RuntimeException() {
            @Override
            @SuppressWarnings("NullAway") // that is what it is about
            public StackTraceElement[] getStackTrace() {
                return null;
            }
        };

        assertThat(of(one)).isNotZero();
        assertThat(of(hostile)).isNotEqualTo(of(empty));
    }

    private static RuntimeException thrown(String message) {
        return new IllegalStateException(message);
    }

    private static Throwable bare(Throwable error) {
        error.setStackTrace(new StackTraceElement[0]);
        return error;
    }

    private static long of(Throwable error) {
        return Fingerprint.of(new SentryEvent(error));
    }

    private static long of(String logger, @Nullable String template, String formatted) {
        SentryEvent event = new SentryEvent();
        event.setLogger(logger);
        Message message = new Message();
        message.setMessage(template);
        message.setFormatted(formatted);
        event.setMessage(message);
        return Fingerprint.of(event);
    }
}
