package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import dev.vigie.errors.Activation;
import dev.vigie.test.RecordedSentry;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.logback.SentryAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Error lines on their way to Sentry's appender. */
class SentryLogLinesTests {

    private final RecordedSentry sentry = new RecordedSentry();
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final SentryAppender appender = new SentryAppender();

    @BeforeEach
    void start() {
        Sentry.init(options -> {
            options.setDsn(RecordedSentry.DSN);
            options.setTransportFactory(sentry);
            options.setTracesSampleRate(0.0);
            options.getLogs().setEnabled(true);
        });
        appender.setContext(context);
        appender.start();
    }

    @AfterEach
    void stop() {
        Sentry.close();
    }

    @Test
    void theEncoderOfTheAppenderIsFound() {
        assertThat(SentryLogLines.encoderOf(appender)).isNull();

        PatternLayoutEncoder encoder = masking();
        appender.setEncoder(encoder);

        assertThat(SentryLogLines.encoderOf(appender)).isSameAs(encoder);
    }

    @Test
    void theStepAndTheLineOfADroppedEventGoThroughTheEncoder() {
        appender.setEncoder(masking());
        SentryLogLines lines = new SentryLogLines(appender, OpenedRequest.CAPTURE);
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();

        assertThat(lines.decide(line("card 4711-0815 refused"))).isEqualTo(FilterReply.DENY);
        Sentry.captureMessage("look at the steps");
        request.finish(404);
        activation.close();

        SentryEvent event = sentry.events().get(0);
        // The first is the request's own.
        assertThat(Objects.requireNonNull(event.getBreadcrumbs()))
                .hasSize(2)
                .last()
                .satisfies(step -> {
                    assertThat(step.getMessage()).isEqualTo("card *** refused");
                    assertThat(step.getCategory()).isEqualTo("app");
                });
        Sentry.flush(5_000);
        assertThat(sentry.envelopes().toString()).contains("card *** refused").doesNotContain("4711");
    }

    @Test
    void requestsThatLogErrorsNeedNoThreadEach() {
        SentryLogLines lines = new SentryLogLines(appender, OpenedRequest.CAPTURE);
        List<SentryRequestScope> requests = new ArrayList<>();
        int before = Thread.activeCount();
        OutcomeTimeout timeout = new OutcomeTimeout(Duration.ofMillis(1));
        for (int i = 0; i < 200; i++) {
            SentryRequestScope request = (SentryRequestScope) new SentryRequestScopes(OpenedRequest.CAPTURE, timeout)
                    .open(new OpenedRequest(), OpenedRequest.NOTHING_COMES_IN);
            Activation activation = request.activate();
            assertThat(lines.decide(line("number " + i))).isEqualTo(FilterReply.DENY);
            activation.close();
            requests.add(request);
        }

        assertThat(sentry.await(Duration.ofSeconds(20), seen -> seen.events().size() == 200))
                .isTrue();
        assertThat(Thread.activeCount()).isLessThan(before + 10);
        Collection<String> threads = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("vigie-outcome-timeout"::equals)
                .toList();
        assertThat(threads).isNotEmpty();
        timeout.destroy();
        assertThat(requests).hasSize(200);
    }

    private PatternLayoutEncoder masking() {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%replace(%msg){'[0-9-]+','***'}");
        encoder.start();
        return encoder;
    }

    private LoggingEvent line(String message) {
        Logger logger = context.getLogger("app");
        return new LoggingEvent(SentryLogLinesTests.class.getName(), logger, Level.ERROR, message, null, null);
    }
}
