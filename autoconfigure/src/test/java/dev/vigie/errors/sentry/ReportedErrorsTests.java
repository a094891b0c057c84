package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.protocol.SentryId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ReportedErrorsTests {

    private final ReportedErrors reported = new ReportedErrors();
    private final SentryId event = new SentryId();

    @Test
    void knowsAnErrorAndItsCausesAndWhatWrapsIt() {
        IOException cause = new IOException("cause");
        IllegalStateException error = new IllegalStateException(cause);

        reported.remember(error, event, null);

        assertThat(reported.eventOf(error, null)).isEqualTo(event);
        assertThat(reported.eventOf(cause, null)).isEqualTo(event);
        assertThat(reported.eventOf(new RuntimeException("wrapped", error), null))
                .isEqualTo(event);
        assertThat(reported.eventOf(new IllegalStateException(new IOException("cause")), null))
                .isNull();
    }

    @Test
    void takesOneInstanceOfTwoRequestsForTwoErrors() {
        RuntimeException constant = new IllegalStateException("kept in a constant");
        Object oneRequest = new Object();
        Object otherRequest = new Object();
        reported.remember(constant, event, oneRequest);

        assertThat(reported.eventOf(constant, oneRequest)).isEqualTo(event);
        assertThat(reported.eventOf(constant, otherRequest)).isNull();
        assertThat(reported.eventOf(constant, null)).isEqualTo(event);
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

        reported.remember(hostile, event, null);

        assertThat(reported.eventOf(hostile, null)).isEqualTo(event);
    }

    @Test
    void comesToAnEndWithACircleOfCauses() {
        RuntimeException one = new RuntimeException("one");
        RuntimeException two = new RuntimeException("two", one);
        one.initCause(two);

        reported.remember(one, event, null);

        assertThat(reported.eventOf(two, null)).isEqualTo(event);
    }

    @Test
    void keepsNoErrorAlive() {
        for (int i = 0; i < 100; i++) {
            reported.remember(new IllegalStateException(), event, null);
        }

        // Not every collection that is asked for is granted.
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(reported.size()).isZero();
        });
    }

    @Test
    void knowsNoMoreThanItMayAlsoOfErrorsThatAreKept() {
        List<Throwable> kept = new ArrayList<>();
        for (int i = 0; i < 3 * ReportedErrors.MOST; i++) {
            kept.add(new IllegalStateException());
            reported.remember(kept.get(i), event, null);
        }

        assertThat(reported.size()).isEqualTo(ReportedErrors.MOST);
        assertThat(reported.eventOf(kept.get(0), null)).isNull();
        assertThat(reported.eventOf(kept.get(kept.size() - 1), null)).isEqualTo(event);
    }

    @Test
    void tellsNoIdBeforeTheTransportHasTheEvent() {
        RuntimeException error = new IllegalStateException();
        Passage passage = new Passage(event);
        reported.remember(error, passage, null);

        assertThat(reported.eventOf(error, null)).isEqualTo(SentryId.EMPTY_ID);
        passage.handOver();
        assertThat(reported.eventOf(error, null)).isEqualTo(event);
    }
}
