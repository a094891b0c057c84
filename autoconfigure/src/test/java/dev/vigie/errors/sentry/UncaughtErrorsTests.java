package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.test.RecordedSentry;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Threads that end with an exception, and what the start leaves behind. */
class UncaughtErrorsTests {

    private final Queue<Throwable> handled = new ConcurrentLinkedQueue<>();
    private @Nullable UncaughtExceptionHandler before;
    private ConfigurableApplicationContext context;
    private RecordedSentry sentry;

    @BeforeEach
    void start() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> handled.add(error));
        SpringApplication application = new SpringApplication(App.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        // The recorder acknowledges nothing, and a thread that ends would wait for that.
        context = application.run("--sentry.dsn=" + RecordedSentry.DSN, "--sentry.flush-timeout-millis=50");
        sentry = context.getBean(RecordedSentry.class);
    }

    @AfterEach
    void stop() {
        context.close();
        Sentry.close();
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void aThreadThatEndsWithAnExceptionIsOneEventAndItsHandlerIsAsked() throws Exception {
        IllegalStateException error = new IllegalStateException("uncaught");
        Thread worker = new Thread(
                () -> {
                    LoggerFactory.getLogger("app").error("not well", error);
                    throw error;
                },
                "worker-1");
        worker.start();
        worker.join();

        assertThat(sentry.events()).hasSize(1);
        assertThat(handled).containsExactly(error);
    }

    @Test
    void theEventNamesTheThreadOfAnExecutorToo() {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "worker-2"));
        try {
            executor.execute(() -> {
                throw new IllegalStateException("uncaught");
            });

            Awaitility.await().dontCatchUncaughtExceptions().until(() -> !handled.isEmpty());
            SentryEvent event = sentry.events().get(0);
            assertThat(sentry.events()).hasSize(1);
            assertThat(event.getExtra("location")).isEqualTo("thread: worker-2");
            assertThat(event.getTag("location")).isNull();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void breadcrumbsOfTheStartDoNotStandOnWhatComesLater() throws Exception {
        Thread worker = new Thread(
                () -> context.getBean(ErrorTracker.class).captureException(new IllegalStateException()), "worker-3");
        worker.start();
        worker.join();

        assertThat(sentry.events()).singleElement().satisfies(event -> {
            assertThat(event.getBreadcrumbs()).isNullOrEmpty();
            assertThat(event.getExtra("location")).isEqualTo("thread: worker-3");
        });
    }

    @Test
    void afterTheStartTheStartingThreadIsOneOfMany() {
        context.getBean(ErrorTracker.class).captureException(new IllegalStateException());

        assertThat(sentry.events()).singleElement().satisfies(event -> assertThat(event.getExtra("location"))
                .isEqualTo("thread: " + Thread.currentThread().getName()));
    }

    @Test
    void theWarmUpLeavesNoTrace() {
        ErrorCounts counts = context.getBean(ErrorCounts.class);
        long before = counts.of(outcome -> true) + counts.queued();
        ReportedErrors reported = context.getBean(ReportedErrors.class);

        EventPathWarmUp.warmUp();

        assertThat(counts.of(outcome -> true) + counts.queued()).isEqualTo(before);
        assertThat(reported.size()).isZero();
        assertThat(sentry.events()).isEmpty();
        assertThat(Sentry.isEnabled()).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }
}
