package dev.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that only source files can tell. */
class SourceFileTests {

    private static final Path SOURCES = Path.of(System.getProperty("basedir", ""), "src/main/java");

    @Test
    void filesStayShort() {
        assertThat(longerThan(300, "")).as("source files over 300 lines").isEmpty();
        assertThat(longerThan(150, "AutoConfiguration.java"))
                .as("auto-configurations over 150 lines")
                .isEmpty();
    }

    private static Map<String, Long> longerThan(int lines, String suffix) {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            Map<String, Long> lengths = new TreeMap<>();
            files.filter(file ->
                            file.toString().endsWith(suffix) && file.toString().endsWith(".java"))
                    .forEach(file -> lengths.put(SOURCES.relativize(file).toString(), length(file)));
            assertThat(lengths)
                    .as("files read below %s", SOURCES.toAbsolutePath())
                    .isNotEmpty();
            lengths.values().removeIf(length -> length <= lines);
            return lengths;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static long length(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
