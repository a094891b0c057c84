package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is counted and told when Sentry is not well, and that it is noticed when it is well again. */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class SentryFaultsTests {

    private static final String DOES_NOT = "does not take events";
    private static final String AGAIN = "takes events again";

    @Test
    void countsWhatSentryTakes(CapturedOutput output) {
        try (FaultyReceiver receiver = new FaultyReceiver();
                DeliveryApplication app = DeliveryApplication.start(receiver.dsn())) {
            for (int i = 0; i < 3; i++) {
                assertThat(app.capture()).isNotNull();
            }

            app.await(ErrorOutcome.SENT, 3);
            assertThat(receiver.events()).isEqualTo(3);
            assertThat(app.ended()).isEqualTo(app.captured());
            app.awaitEmptyQueue();
            assertThat(app.facts().lastSuccess()).isNotNull();
            assertThat(app.facts().lastFailure()).isNull();
            assertThat(app.facts().dropped()).isEmpty();
            assertThat(output).doesNotContain(DOES_NOT).doesNotContain(AGAIN);
        }
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(FaultyReceiver.status(500), ErrorOutcome.REJECTED, "it answers with an error"),
                Arguments.of(FaultyReceiver.status(403), ErrorOutcome.REJECTED, "it answers with an error"),
                Arguments.of(FaultyReceiver.NOTHING, ErrorOutcome.NO_ANSWER, "it does not answer in time"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tellsAFaultOnceAndItsEndOnce(
            FaultyReceiver.Answer fault, ErrorOutcome outcome, String what, CapturedOutput output) {
        try (FaultyReceiver receiver = new FaultyReceiver().answers(fault);
                DeliveryApplication app = DeliveryApplication.start(receiver.dsn())) {
            app.capture();
            app.capture();
            app.await(outcome, 2);
            assertThat(app.lastFailure()).isEqualTo(outcome.reason());
            assertThat(app.facts().lastSuccess()).isNull();

            receiver.answers(FaultyReceiver.OK);
            app.capture();
            app.await(ErrorOutcome.SENT, 1);

            assertThat(app.facts().lastSuccess()).isNotNull();
            assertThat(app.ended()).isEqualTo(app.captured()).isEqualTo(3);
            app.awaitEmptyQueue();
            Awaitility.await().untilAsserted(() -> assertThat(output).contains(AGAIN));
            assertThat(output.getOut()).containsOnlyOnce(DOES_NOT).containsOnlyOnce(AGAIN);
            assertThat(output)
                    .contains("Sentry at 127.0.0.1 does not take events: " + what)
                    .contains("2 events were lost meanwhile")
                    .doesNotContain("public@");
        }
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of(FaultyReceiver.status(429, "Retry-After", "3")),
                Arguments.of(FaultyReceiver.status(429, "X-Sentry-Rate-Limits", "3:error:organization")));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void obeysARateLimitAndTellsNoIdMeanwhile(FaultyReceiver.Answer limit, CapturedOutput output) {
        try (FaultyReceiver receiver = new FaultyReceiver().answers(limit);
                DeliveryApplication app = DeliveryApplication.start(receiver.dsn())) {
            assertThat(app.capture()).isNotNull();
            app.await(ErrorOutcome.RATE_LIMITED, 1);
            receiver.answers(FaultyReceiver.OK);

            // Not even tried, so nobody is told an id.
            assertThat(app.capture()).isNull();
            assertThat(app.of(ErrorOutcome.RATE_LIMITED)).isEqualTo(2);
            assertThat(receiver.events()).isEqualTo(1);
            assertThat(app.lastFailure()).isEqualTo("rate_limited");

            Awaitility.await().pollInterval(Duration.ofMillis(100)).until(() -> app.capture() != null);
            app.await(ErrorOutcome.SENT, 1);

            assertThat(receiver.events()).isEqualTo(2);
            assertThat(app.of(ErrorOutcome.RATE_LIMITED)).isEqualTo(app.captured() - 1);
            assertThat(app.ended()).isEqualTo(app.captured());
            Awaitility.await().untilAsserted(() -> assertThat(output).contains(AGAIN));
            assertThat(output.getOut()).containsOnlyOnce("it asks for less").containsOnlyOnce(AGAIN);
        }
    }

    @Test
    void goesOnWhileSentryHangsAndQueuesNoMoreThanItMay() {
        try (FaultyReceiver receiver = new FaultyReceiver().hangs();
                DeliveryApplication app = DeliveryApplication.start(receiver.dsn(), "--sentry.max-queue-size=5")) {
            int told = 0;
            for (int i = 0; i < 50; i++) {
                told += app.capture() == null ? 0 : 1;
            }

            // All came back although the receiver has not answered one.
            assertThat(app.of(ErrorOutcome.SENT)).isZero();
            assertThat(app.queued()).isEqualTo(5).isEqualTo(told);
            assertThat(app.of(ErrorOutcome.QUEUE_OVERFLOW)).isEqualTo(45);
            assertThat(app.facts().dropped()).containsEntry("queue_overflow", 45L);

            receiver.wakeUp();
            app.await(ErrorOutcome.SENT, 5);
            app.awaitEmptyQueue();
            assertThat(app.ended()).isEqualTo(app.captured());
        }
    }

    @Test
    void givesUpOnAnAnswerThatDoesNotCome(CapturedOutput output) {
        try (FaultyReceiver receiver = new FaultyReceiver().hangs();
                DeliveryApplication app =
                        DeliveryApplication.start(receiver.dsn(), "--sentry.read-timeout-millis=200")) {
            app.capture();

            app.await(ErrorOutcome.NO_ANSWER, 1);
            assertThat(app.lastFailure()).isEqualTo("no_answer");

            receiver.wakeUp();
            app.capture();
            app.await(ErrorOutcome.SENT, 1);
            assertThat(app.ended()).isEqualTo(app.captured());
            assertThat(output.getOut()).containsOnlyOnce(DOES_NOT);
        }
    }

    @Test
    @SuppressWarnings("try") // the port is given back in the middle
    void noticesThatSentryIsThereAgain(CapturedOutput output) throws Exception {
        // Nobody listens on a port that is only bound, and nobody else is given it meanwhile.
        try (Socket gone = new Socket()) {
            gone.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = gone.getLocalPort();
            try (DeliveryApplication app =
                    DeliveryApplication.start("--sentry.dsn=http://public@127.0.0.1:" + port + "/42")) {
                app.capture();
                app.capture();
                app.await(ErrorOutcome.UNREACHABLE, 2);
                assertThat(app.lastFailure()).isEqualTo("unreachable");
                assertThat(output).contains("does not take events: there is no connection");

                gone.close();
                try (FaultyReceiver back = new FaultyReceiver(port)) {
                    app.capture();
                    app.await(ErrorOutcome.SENT, 1);
                    assertThat(back.events()).isEqualTo(1);
                }
                assertThat(app.ended()).isEqualTo(app.captured());
                assertThat(output.getOut()).containsOnlyOnce(DOES_NOT);
            }
        }
    }

    @Test
    void countsWhatTheEndOfTheApplicationCutsOff() {
        try (FaultyReceiver receiver = new FaultyReceiver().hangs()) {
            DeliveryApplication app = DeliveryApplication.start(receiver.dsn(), "--sentry.flush-timeout-millis=100");
            app.capture();
            app.capture();
            assertThat(app.queued()).isEqualTo(2);

            app.close();

            assertThat(app.of(ErrorOutcome.CLOSED)).isEqualTo(2);
            assertThat(app.queued()).isZero();
        }
    }

    @Test
    void makesNoEventOfItsOwnLines(CapturedOutput output) {
        try (FaultyReceiver receiver = new FaultyReceiver().answers(FaultyReceiver.status(500));
                DeliveryApplication app =
                        DeliveryApplication.start(receiver.dsn(), "--sentry.logging.minimum-event-level=warn")) {
            long before = app.ended() + app.queued();
            app.capture();
            Awaitility.await().untilAsserted(() -> assertThat(output).contains(DOES_NOT));
            receiver.answers(FaultyReceiver.OK);
            app.capture();
            Awaitility.await().untilAsserted(() -> assertThat(output).contains(AGAIN));
            app.await(ErrorOutcome.REJECTED, 1);

            app.awaitEmptyQueue();
            assertThat(receiver.bodies()).noneMatch(body -> body.contains("\"formatted\":\"Sentry at"));
            assertThat(app.ended()).isEqualTo(before + 2);
        }
    }

    @Test
    void knowsWhatBecameOfAnUncaughtException() throws Exception {
        try (FaultyReceiver receiver = new FaultyReceiver();
                DeliveryApplication app = DeliveryApplication.start(receiver.dsn())) {
            Thread thread = new Thread(() -> {
                throw new IllegalStateException("nobody catches this");
            });
            thread.start();
            thread.join();

            app.await(ErrorOutcome.SENT, 1);
            assertThat(receiver.events()).isEqualTo(1);
            assertThat(Objects.requireNonNull(app.facts().lastSuccess())).isNotNull();
        }
    }
}
