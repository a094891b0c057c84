package dev.vigie.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorTracker;
import io.sentry.Sentry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** The recorder by hand, as {@code docs/testing.md} says. */
class RecordedSentryInRunnersTests {

    @AfterEach
    void close() {
        Sentry.close();
    }

    @Test
    void recordsInAnApplicationContextRunner() {
        new ApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withBean(RecordedSentry.class)
                .withPropertyValues("sentry.dsn=" + RecordedSentry.DSN)
                .run(context -> {
                    context.getBean(ErrorTracker.class).captureException(new IllegalStateException("broken"));

                    assertThat(context.getBean(RecordedSentry.class)).capturedExactlyOne(IllegalStateException.class);
                });
    }

    @Test
    void recordsInAWebApplicationContextRunner() {
        new WebApplicationContextRunner()
                .withUserConfiguration(Everything.class)
                .withBean(RecordedSentry.class)
                .withPropertyValues("sentry.dsn=" + RecordedSentry.DSN)
                .run(context -> {
                    context.getBean(ErrorTracker.class).captureException(new IllegalStateException("broken"));

                    assertThat(context.getBean(RecordedSentry.class)).capturedExactlyOne(IllegalStateException.class);
                });
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Everything {}
}
