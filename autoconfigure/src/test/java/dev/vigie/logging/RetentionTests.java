package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assumptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Rolled files are removed when they are as old as was said, and not before. */
@Timeout(120)
class RetentionTests {

    @TempDir
    private Path directory;

    private final LoggedFiles files = new LoggedFiles();

    /** A file that is young enough before midnight is too old behind it. */
    @BeforeEach
    void isOverBeforeMidnight() {
        Assumptions.assumeThat(LocalTime.now(ZoneId.systemDefault())).isBefore(LocalTime.of(23, 57));
    }

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void filesOfCategoriesAreKeptAMonthAQuarterAndAYear() throws IOException {
        List<String> young = new ArrayList<>();
        List<String> old = new ArrayList<>();
        Map.of("application", 30, "access", 90, "security", 365, "database", 30).forEach((category, days) -> {
            young.add(archive(category, 1));
            young.add(archive(category, days));
            old.add(archive(category, days + 1));
            old.add(archive(category, days + 20));
            old.add(archive(category, days + 400));
        });
        assertThat(LoggedFiles.names(directory)).containsAll(young).containsAll(old);
        begin(Map.of());

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(LoggedFiles.names(directory))
                .containsAll(young)
                .doesNotContainAnyElementsOf(old));
    }

    @Test
    void aRetentionOfOnesOwnHolds() throws IOException {
        String young = archive("access", 5);
        String old = archive("access", 10);
        begin(Map.of("vigie.logging.files.retention.access", 7));
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(LoggedFiles.names(directory))
                .contains(young)
                .doesNotContain(old));
    }

    private void begin(Map<String, Object> more) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("more", more));
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "test",
                        Map.of(
                                "vigie.logging.files.categories",
                                true,
                                "logging.logback.rollingpolicy.clean-history-on-start",
                                true)));
        files.begin(directory.resolve("app.log"), LogFiles.from(new LoggingValues(environment, null)), true);
        files.logger.info("begins");
    }

    private String archive(String category, int daysAgo) {
        LocalDate day = LocalDate.now(ZoneId.systemDefault()).minusDays(daysAgo);
        String name = "app-" + category + ".log." + day + ".0.gz";
        try {
            Path file = Files.writeString(directory.resolve(name), category);
            Files.setLastModifiedTime(
                    file,
                    FileTime.from(
                            day.atTime(23, 0).atZone(ZoneId.systemDefault()).toInstant()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return name;
    }
}
