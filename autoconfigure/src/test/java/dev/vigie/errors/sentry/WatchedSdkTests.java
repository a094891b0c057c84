package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.AsyncHttpTransportFactory;
import io.sentry.ITransportFactory;
import io.sentry.NoOpTransportFactory;
import io.sentry.RequestDetails;
import io.sentry.SentryOptions;
import io.sentry.clientreport.DiscardReason;
import io.sentry.transport.AsyncHttpTransport;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What {@link WatchedTransport} and {@link Discards} take for granted of the SDK. When one of these fails after a new
 * version of the SDK, read its AsyncHttpTransport again; {@link SentryFaultsTests} says which numbers are wrong.
 */
class WatchedSdkTests {

    @Test
    void theSdkTakesItsOwnTransportWhenNobodySetOne() throws Exception {
        SentryOptions options = new SentryOptions();
        options.setDsn("http://key@127.0.0.1:1/1");
        assertThat(options.getTransportFactory()).isInstanceOf(NoOpTransportFactory.class);
        ITransportFactory own = new AsyncHttpTransportFactory();
        try (var transport = own.create(options, new RequestDetails("http://127.0.0.1:1/", Map.of()))) {
            assertThat(transport).isInstanceOf(AsyncHttpTransport.class);
            assertThat(transport.getRateLimiter()).isNotNull();
        }
    }

    @Test
    void thereAreNoReasonsToDiscardThatWeDoNotKnow() {
        assertThat(Arrays.stream(DiscardReason.values()).map(DiscardReason::getReason))
                .containsExactlyInAnyOrder(
                        "queue_overflow",
                        "cache_overflow",
                        "ratelimit_backoff",
                        "network_error",
                        "send_error",
                        "sample_rate",
                        "before_send",
                        "event_processor",
                        "backpressure");
    }

    @Test
    void clientReportsAreOnUnlessSwitchedOff() {
        assertThat(new SentryOptions().isSendClientReports()).isTrue();
    }
}
