package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import dev.vigie.feature.FeatureAutoConfiguration;
import io.sentry.logback.SentryAppender;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** One application runs; what others of its JVM do takes neither its lines nor their masks away. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("try") // applications that only have to run and be closed
class ThirdApplicationTests {

    private static final String JSON = "\"message\":\"";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @BeforeEach
    @AfterEach
    void forgetTheApplicationBefore() {
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
        LoggingSystem.get(Objects.requireNonNull(getClass().getClassLoader())).cleanUp();
    }

    @Test
    void thatHadNoConsoleLeavesItItsOwn(CapturedOutput output) {
        try (var first = start()) {
            start("vigie.logging.console=none").close();
            log("after none");
        }
        assertThat(output.getOut()).contains(JSON + "after none");
    }

    @Test
    void thatHadAConfigurationOfItsOwnTakesItAlong(CapturedOutput output) {
        try (var first = start()) {
            start().close();
            start("logging.config=classpath:dev/vigie/logging/own-logback.xml").close();
            assertThat(appenders()).containsExactly("VIGIE");
            log("after it password=hunter2");
        }
        assertThat(output.getOut()).contains(JSON + "after it password=***");
    }

    /** Spring Boot begins logback anew for the first one that starts after one has ended. */
    @Test
    void thatAsksForNothingSharesWhatIsThere(CapturedOutput output) {
        try (var first = start()) {
            start().close();
            try (var third = start("vigie.logging.enabled=false")) {
                log("beside it password=hunter2");
            }
            log("after it password=hunter2");
        }
        assertThat(output.getOut()).contains(JSON + "beside it password=***", JSON + "after it password=***");
    }

    @Test
    void thatFailsForItsConfigurationLeavesTheAppenders(CapturedOutput output) {
        try (var first = start()) {
            start().close();
            assertThatThrownBy(() -> start("logging.config=classpath:nowhere/logback.xml"))
                    .hasMessageContaining("nowhere/logback.xml");
            log("after it password=hunter2");
            assertThat(appenders()).containsExactly("VIGIE");
        }
        assertThat(output.getOut()).contains(JSON + "after it password=***");
    }

    /** As with tests whose applications are kept for the next ones. */
    @Test
    void thatHasItsOwnLevelsAndItsOwnAppenderOfSentry() {
        ListAppender<ILoggingEvent> added = new ListAppender<>();
        added.setContext(context);
        added.start();
        try (var first = start()) {
            context.getLogger("ROOT").addAppender(added);
            try (var second = start("logging.level.com.acme=OFF")) {
                assertThat(context.getLogger("com.acme").getLevel()).isEqualTo(Level.OFF);
                context.getLogger("ROOT").addAppender(started(new SentryAppender()));
            }
            try (var third = start("sentry.dsn=https://key@localhost/1")) {
                assertThat(context.getLogger("com.acme").getLevel()).isNull();
                assertThat(context.getLogger("ROOT").isAttached(added)).isTrue();
                List<String> kinds = new ArrayList<>();
                context.getLogger("ROOT")
                        .iteratorForAppenders()
                        .forEachRemaining(one -> kinds.add(one.getClass().getSimpleName()));
                assertThat(kinds).doesNotContain("SentryAppender");
            }
        }
    }

    private SentryAppender started(SentryAppender appender) {
        appender.setContext(context);
        appender.start();
        return appender;
    }

    @RepeatedTest(5)
    void thatEndsWhileTheSecondEndsLeavesOnePipeline() throws InterruptedException {
        try (var first = start()) {
            var second = start("vigie.logging.rate-limit.lines=7");
            var third = start("vigie.logging.rate-limit.lines=8");
            atOnce(second::close, third::close);
            assertThat(appenders()).containsExactly("VIGIE");
        }
    }

    @RepeatedTest(5)
    void thatStartsWhileTheSecondStartsMakesOnePipeline() throws InterruptedException {
        List<ConfigurableApplicationContext> started = new ArrayList<>();
        try (var first = start()) {
            atOnce(
                    () -> addTo(started, start("vigie.logging.rate-limit.lines=7")),
                    () -> addTo(started, start("vigie.logging.rate-limit.lines=8")));
            assertThat(started).hasSize(2);
            assertThat(appenders()).containsExactly("VIGIE");
        } finally {
            started.forEach(ConfigurableApplicationContext::close);
        }
    }

    private static void addTo(List<ConfigurableApplicationContext> started, ConfigurableApplicationContext one) {
        synchronized (started) {
            started.add(one);
        }
    }

    private static void atOnce(Runnable... actions) throws InterruptedException {
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = Stream.of(actions)
                .map(action -> new Thread(() -> {
                    try {
                        begin.await();
                        action.run();
                    } catch (InterruptedException ended) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private List<String> appenders() {
        List<String> names = new ArrayList<>();
        context.getLogger("ROOT").iteratorForAppenders().forEachRemaining((Appender<ILoggingEvent> appender) -> {
            if (!appender.getClass().getName().contains("Sentry")) {
                names.add(appender.getName());
            }
        });
        return names;
    }

    private static void log(String message) {
        LoggerFactory.getLogger("com.acme.Orders").warn(message);
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("vigie.environment=production", "vigie.logging.async.enabled=true")
                .properties(properties)
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({FeatureAutoConfiguration.class, LoggingAutoConfiguration.class})
    static class Application {}
}
