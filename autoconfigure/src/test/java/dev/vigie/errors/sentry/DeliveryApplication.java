package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorOutcome;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.feature.ErrorDelivery;
import io.sentry.Sentry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** An application whose events are followed to their end. */
final class DeliveryApplication implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final ErrorCounts counts;
    private int captured;

    private DeliveryApplication(ConfigurableApplicationContext context) {
        this.context = context;
        this.counts = context.getBean(ErrorCounts.class);
    }

    static DeliveryApplication start(String... arguments) {
        return with(App.class, arguments);
    }

    static DeliveryApplication with(Class<?> more, String... arguments) {
        SpringApplication application = new SpringApplication(App.class, more);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of(
                "sentry.traces-sample-rate", "0",
                "sentry.enable-shutdown-hook", "false",
                "sentry.flush-timeout-millis", "300",
                "vigie.errors.quota.enabled", "false"));
        return new DeliveryApplication(application.run(arguments));
    }

    /** Captures something new. */
    @Nullable
    String capture() {
        captured++;
        return tracker().captureException(new IllegalStateException("number " + captured));
    }

    /** How many were captured by {@link #capture()}. */
    int captured() {
        return captured;
    }

    ErrorTracker tracker() {
        return context.getBean(ErrorTracker.class);
    }

    ErrorDelivery.Facts facts() {
        return context.getBean(ErrorDelivery.class).read();
    }

    String lastFailure() {
        return Objects.requireNonNull(facts().lastFailure()).kind();
    }

    long of(ErrorOutcome outcome) {
        return counts.of(outcome);
    }

    /** Everything that has ended, in whatever way. */
    long ended() {
        return counts.of(outcome -> true);
    }

    long queued() {
        return counts.queued();
    }

    void await(ErrorOutcome outcome, long events) {
        Awaitility.await(outcome.name())
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(() -> counts.of(outcome) == events && isTold(outcome));
    }

    /** An event is counted first; the facts know of the first of its kind a moment later. */
    private boolean isTold(ErrorOutcome outcome) {
        ErrorDelivery.Facts facts = facts();
        return outcome == ErrorOutcome.SENT ? facts.lastSuccess() != null : facts.lastFailure() != null;
    }

    /** The last event leaves the queue a moment after it is counted. */
    void awaitEmptyQueue() {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> counts.queued() == 0);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        Sentry.close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {}
}
