package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The logging system of Spring Boot goes on as without us when we cannot read what we need. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class WatchedLogbackSystemTests {

    @Test
    void aPlaceOfTheFileThatCannotBeLookedAtIsSpringBoots(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("app.log");
        StandardEnvironment environment = broken(Map.of("logging.file.name", file.toString()));
        assertThatThrownBy(() -> LogPlace.prepare(environment, classLoader())).hasMessage("broken");

        LoggingSystem system = FreshLogging.system();
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
        LoggerFactory.getLogger("com.acme.Orders").info("stored");
        assertThat(Files.readString(file)).contains("stored");
    }

    @Test
    void anApplicationThatCannotBeLookedAtStartsWhereAnotherRuns(CapturedOutput output) {
        StandardEnvironment environment = broken(Map.of("vigie.logging.enabled", "false"));
        try (var other = LoggingApplication.startWithoutQueue("vigie.logging.console=json")) {
            LoggingSystem system = FreshLogging.system();
            system.cleanUp();
            system.beforeInitialize();
            system.initialize(new LoggingInitializationContext(environment), null, null);
            LoggerFactory.getLogger("com.acme.Orders").info("stored");
        }
        assertThat(output.getOut())
                .containsOnlyOnce("log_setup_replaced")
                .contains("IllegalStateException: broken")
                .containsPattern("com\\.acme\\.Orders +: stored");
    }

    private static StandardEnvironment broken(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
        environment.getPropertySources().addFirst(new PropertySource<>("broken", new Object()) {
            @Override
            public @Nullable Object getProperty(String name) {
                if (name.equals("logging.config")) {
                    throw new IllegalStateException("broken");
                }
                return null;
            }
        });
        return environment;
    }

    private static ClassLoader classLoader() {
        return Objects.requireNonNull(WatchedLogbackSystemTests.class.getClassLoader());
    }
}
