package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The logging system of Spring Boot goes on as without us when we cannot read what we need. */
class WatchedLogbackSystemTests {

    @BeforeEach
    @AfterEach
    void forgetTheApplicationBefore() {
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
        system().cleanUp();
    }

    @Test
    void aPlaceOfTheFileThatCannotBeLookedAtIsSpringBoots(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("app.log");
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("logging.file.name", file.toString())));
        environment.getPropertySources().addFirst(new PropertySource<>("broken", new Object()) {
            @Override
            public @Nullable Object getProperty(String name) {
                if (name.equals("logging.config")) {
                    throw new IllegalStateException("broken");
                }
                return null;
            }
        });
        assertThatThrownBy(() -> LogPlace.prepare(environment, classLoader())).hasMessage("broken");

        LoggingSystem system = system();
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
        LoggerFactory.getLogger("com.acme.Orders").info("stored");
        assertThat(Files.readString(file)).contains("stored");
    }

    private static ClassLoader classLoader() {
        return Objects.requireNonNull(WatchedLogbackSystemTests.class.getClassLoader());
    }

    private static LoggingSystem system() {
        return LoggingSystem.get(classLoader());
    }
}
