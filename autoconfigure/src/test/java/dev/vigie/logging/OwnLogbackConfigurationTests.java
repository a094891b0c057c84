package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

class OwnLogbackConfigurationTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"logback.xml", "logback-test.xml", "logback-spring.xml", "logback-test-spring.xml"})
    void findsAFileOnTheClassPath(String name) throws IOException {
        Files.writeString(directory.resolve(name), "<configuration/>");
        assertThat(find(new MockEnvironment())).isEqualTo(name + " is on the class path");
    }

    @Test
    void findsTheProperty() throws IOException {
        assertThat(find(new MockEnvironment().withProperty("logging.config", "file:own.xml")))
                .isEqualTo("logging.config is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-Dlogging.config=x"})
    void findsNothingWhereSpringBootFindsNothing(String config) throws IOException {
        assertThat(find(new MockEnvironment().withProperty("logging.config", config)))
                .isNull();
    }

    private @org.jspecify.annotations.Nullable String find(MockEnvironment environment) throws IOException {
        try (URLClassLoader classLoader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            return OwnLogbackConfiguration.find(environment, classLoader);
        }
    }
}
