package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.protocol.SentryId;
import java.io.IOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReportedErrorsTests {

    private final ReportedErrors reported = new ReportedErrors();
    private final SentryId event = new SentryId();

    @Test
    void knowsAnErrorAndItsCausesAndWhatWrapsIt() {
        IOException cause = new IOException("cause");
        IllegalStateException error = new IllegalStateException(cause);

        reported.remember(error, event);

        assertThat(reported.eventOf(error)).isEqualTo(event);
        assertThat(reported.eventOf(cause)).isEqualTo(event);
        assertThat(reported.eventOf(new RuntimeException("wrapped", error))).isEqualTo(event);
        assertThat(reported.eventOf(new IllegalStateException(new IOException("cause"))))
                .isNull();
    }

    @Test
    void forgetsAnEventThatWasNotSent() {
        IllegalStateException error = new IllegalStateException(new IOException());
        reported.remember(error, event);

        reported.forget(error, event);

        assertThat(reported.eventOf(error)).isNull();
    }

    @Test
    @SuppressWarnings("ThrowableEqualsHashCode")
    void doesNotTrustWhatAnErrorSaysOfItself() {
        Throwable hostile = new RuntimeException() {
            @Override
            public boolean equals(Object other) {
                throw new IllegalStateException("equals");
            }

            @Override
            public int hashCode() {
                throw new IllegalStateException("hashCode");
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("getCause");
            }
        };

        reported.remember(hostile, event);

        assertThat(reported.eventOf(hostile)).isEqualTo(event);
    }

    @Test
    void comesToAnEndWithACircleOfCauses() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        reported.remember(one, event);

        assertThat(reported.eventOf(two)).isEqualTo(event);
    }

    @Test
    void keepsNoErrorAlive() {
        for (int i = 0; i < 100; i++) {
            reported.remember(new IllegalStateException(), event);
        }

        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(reported.size()).isZero();
        });
    }
}
