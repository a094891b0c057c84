package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.read.ListAppender;
import dev.vigie.test.RecordedSentry;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Sets the logging system up once more while an application runs, as code does that fetched new settings. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class LoggingAnewTests {

    private static final String[] PRODUCTION = {
        "vigie.environment=production", "vigie.logging.rate-limit.lines=5", "logging.level.com.acme=DEBUG"
    };

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @Test
    void keepsLinesLevelsAndTheQueue(CapturedOutput output) {
        try (var application = start(PRODUCTION)) {
            FreshLogging.system().setLogLevel("com.acme.Loud", LogLevel.TRACE);
            AsyncLineAppender before = ours();
            String early = output.getOut();
            setUpAnew(application.getEnvironment());

            assertThat(ours()).isNotSameAs(before);
            assertThat(before.isStarted()).isFalse();
            assertThat(ours().flow()).isEqualTo(before.flow());
            LoggerFactory.getLogger("com.acme.Orders").debug("order_stored");
            LoggerFactory.getLogger("com.acme.Loud").trace("order_read");
            ours().stop();
            assertThat(output.getOut().substring(early.length()).lines().map(RecordedLines::parse))
                    .extracting(line -> line.path("event").asText())
                    .containsSubsequence("order_stored", "order_read");
        }
    }

    @Test
    void keepsFiles(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("app.log");
        try (var application = start("logging.file.name=" + file)) {
            LoggerFactory.getLogger("com.acme.Orders").info("first");
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").error("second");
        }
        assertThat(Files.readAllLines(file))
                .extracting(line -> RecordedLines.parse(line).get("message").asText())
                .containsOnlyOnce("first", "second");
        assertThat(Files.readAllLines(directory.resolve("app-error.log"))).hasSize(1);
    }

    @Test
    void leavesTheFileThatIsNoLongerAskedFor(@TempDir Path directory) throws Exception {
        Path before = directory.resolve("before.log");
        Path after = directory.resolve("after.log");
        try (var application = start("logging.file.name=" + before)) {
            ConfigurableEnvironment environment = application.getEnvironment();
            for (String file : List.of(after.toString(), "")) {
                environment
                        .getPropertySources()
                        .addFirst(new MapPropertySource("anew", Map.of("logging.file.name", file)));
                setUpAnew(environment);
                LoggerFactory.getLogger("com.acme.Orders").info("line of {}", file.isEmpty() ? "none" : "after");
            }
        }
        assertThat(LoggedFiles.messages(before)).isNotEmpty().doesNotContain("line of after", "line of none");
        assertThat(LoggedFiles.messages(after)).contains("line of after").doesNotContain("line of none");
    }

    @Test
    void keepsWhatIsSecretInThisApplication(CapturedOutput output) {
        try (var application = start("vigie.logging.console=json", "vigie.privacy.secret-keys=passport")) {
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders")
                    .atInfo()
                    .addKeyValue("passport", "X4711")
                    .log("crossed");
        }
        assertThat(output.getOut()).contains("\"passport\":\"***\"").doesNotContain("X4711");
    }

    @Test
    void keepsAppendersAndFiltersThatCodeAdded() {
        ListAppender<ILoggingEvent> added = new ListAppender<>();
        added.setContext(context);
        added.start();
        try (var application = start();
                var metrics = new LogbackMetrics()) {
            context.getLogger("com.acme").addAppender(added);
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            metrics.bindTo(registry);
            List<TurboFilter> filters = List.copyOf(context.getTurboFilterList());
            setUpAnew(application.getEnvironment());

            double before = events(registry);
            LoggerFactory.getLogger("com.acme.Orders").warn("order_stored");
            assertThat(added.list).hasSize(1);
            assertThat(events(registry)).isGreaterThan(before);
            assertThat(context.getTurboFilterList()).hasSize(filters.size());
        }
    }

    @Test
    void keepsSentrysAppender() {
        try (var application = start("sentry.dsn=" + RecordedSentry.DSN, "vigie.environment=test")) {
            RecordedSentry sentry = application.getBean(RecordedSentry.class);
            setUpAnew(application.getEnvironment());
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").info("before");
            LoggerFactory.getLogger("com.acme.Orders").error("order lost", new IllegalStateException("no room"));

            assertThat(sentry).capturedExactlyOne(IllegalStateException.class).withBreadcrumb("before");
        }
    }

    @Test
    void leavesNothingOfOneApplicationToTheNext() {
        ListAppender<ILoggingEvent> added = new ListAppender<>();
        added.setContext(context);
        added.start();
        try (var first = start()) {
            context.getLogger("com.acme").addAppender(added);
            FreshLogging.system().setLogLevel("com.acme.Loud", LogLevel.TRACE);
        }
        try (var second = start()) {
            LoggerFactory.getLogger("com.acme.Orders").warn("order_stored");
            assertThat(added.list).isEmpty();
            assertThat(LoggerFactory.getLogger("com.acme.Loud").isTraceEnabled())
                    .isFalse();
        }
    }

    @Test
    void leavesANewBeginningToSpringBootWhenSwitchedOff(CapturedOutput output) {
        try (var application = start("vigie.environment=production", "vigie.logging.enabled=false")) {
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").info("order_stored");
        }
        assertThat(output.getOut()).containsPattern("com\\.acme\\.Orders +: order_stored");
    }

    /** As Spring Cloud does it. */
    private void setUpAnew(ConfigurableEnvironment environment) {
        LoggingSystem system = FreshLogging.system();
        system.cleanUp();
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
    }

    /** The kind of the meter and its tags are not the same in all versions of Micrometer. */
    private static double events(MeterRegistry registry) {
        return registry.get("logback.events").meters().stream()
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    private AsyncLineAppender ours() {
        return Objects.requireNonNull(new LinePipeline(context).installed());
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }
}
