package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class OwnLogbackConfigurationTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"logback.xml", "logback-test.xml", "logback-spring.xml", "logback-test-spring.xml"})
    void findsAFileOnTheClassPath(String name) throws IOException {
        Files.writeString(directory.resolve(name), "<configuration/>");
        assertThat(find(with(""))).isEqualTo(name + " is on the class path");
    }

    @Test
    void findsTheProperty() throws IOException {
        assertThat(find(with("file:own.xml"))).isEqualTo("logging.config is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-Dlogging.config=x"})
    void findsNothingWhereSpringBootFindsNothing(String config) throws IOException {
        assertThat(find(with(config))).isNull();
    }

    private static Environment with(String config) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("logging.config", config)));
        return environment;
    }

    private @Nullable String find(Environment environment) throws IOException {
        try (URLClassLoader classLoader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            return OwnLogbackConfiguration.find(environment, classLoader);
        }
    }
}
