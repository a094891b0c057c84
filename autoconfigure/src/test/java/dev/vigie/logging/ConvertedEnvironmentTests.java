package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Spring Boot makes another environment of the first one when the kind of the application is a property. */
@ExtendWith(FreshLogging.class)
class ConvertedEnvironmentTests {

    private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final List<Environment> prepared = new ArrayList<>();

    @TempDir
    private Path directory;

    @Test
    void theEndLeavesNothing() throws IOException {
        Path file = directory.resolve("app.log");
        try (var application = start(file)) {
            assertThat(prepared).doesNotContain(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").info("inside");
        }
        assertThat(SharedLogback.isAnyRunning()).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(LoggedFiles.messages(file)).contains("inside");
    }

    @Test
    void aNewBeginningKeepsWhatTheApplicationHas() throws IOException {
        Path file = directory.resolve("app.log");
        ListAppender<ILoggingEvent> added = new ListAppender<>();
        added.setContext(logback);
        added.start();
        try (var application = start(file)) {
            logback.getLogger("com.acme").addAppender(added);
            ConfigurableEnvironment environment = application.getEnvironment();
            LoggingSystem system = FreshLogging.system();
            system.cleanUp();
            system.beforeInitialize();
            system.initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
            LoggerFactory.getLogger("com.acme.Orders").info("anew");
            assertThat(new LinePipeline(logback).installed()).isNotNull();
        }
        assertThat(added.list).hasSize(1);
        assertThat(LoggedFiles.messages(file)).contains("anew");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vigie-log"))
                .toList();
    }

    private ConfigurableApplicationContext start(Path file) {
        ApplicationListener<ApplicationEnvironmentPreparedEvent> keeping =
                event -> prepared.add(event.getEnvironment());
        return new SpringApplicationBuilder(LoggingApplication.class)
                .listeners(keeping)
                .properties("vigie.logging.async.enabled=true")
                .run("--spring.main.web-application-type=none", "--logging.file.name=" + file);
    }
}
