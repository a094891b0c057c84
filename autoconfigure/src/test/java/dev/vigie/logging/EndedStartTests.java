package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that failed at any moment of its start leaves as little behind as one that was closed. */
@ExtendWith(FreshLogging.class)
class EndedStartTests {

    @TempDir
    private Path directory;

    @Test
    void beforeThereIsAContext() throws IOException {
        ApplicationListener<ApplicationEnvironmentPreparedEvent> failing = event -> {
            throw new IllegalStateException("no context");
        };
        failsToStart(application().listeners(failing), "no context");
    }

    @Test
    void beforeTheContextIsInitialized() throws IOException {
        ApplicationContextInitializer<ConfigurableApplicationContext> failing = context -> {
            throw new IllegalStateException("too early");
        };
        failsToStart(application().initializers(failing), "too early");
    }

    @Test
    void beforeTheContextIsRefreshed() throws IOException {
        ApplicationListener<ApplicationPreparedEvent> failing = event -> {
            throw new IllegalStateException("not refreshed");
        };
        failsToStart(application().listeners(failing), "not refreshed");
    }

    private void failsToStart(SpringApplicationBuilder application, String why) throws IOException {
        Path file = directory.resolve("app.log");
        assertThatThrownBy(() -> application.run("--logging.file.name=" + file)).hasMessage(why);

        LoggerFactory.getLogger("com.acme.Orders").info("afterwards");
        assertThat(SharedLogback.isAnyRunning()).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(LoggedFiles.messages(file))
                .contains("Application run failed")
                .endsWith("afterwards");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vigie-log"))
                .toList();
    }

    private static SpringApplicationBuilder application() {
        return LoggingApplication.builder("vigie.logging.async.enabled=true");
    }
}
