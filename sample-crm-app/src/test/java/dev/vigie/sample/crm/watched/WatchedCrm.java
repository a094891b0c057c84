package dev.vigie.sample.crm.watched;

import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/** The CRM as in production, with everything that watches it: a Sentry, a log file, a scraper. */
final class WatchedCrm implements AutoCloseable {

    private final SentryReceiver sentry = new SentryReceiver();
    private final Path file = newFile();
    private final RunningCrm crm;

    WatchedCrm(CrmServers servers, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "sentry.dsn=" + sentry.dsn(),
                "sentry.traces-sample-rate=1.0",
                "vigie.environment=production",
                "logging.file.name=" + file));
        all.addAll(List.of(properties));
        crm = RunningCrm.start(servers, all.toArray(String[]::new));
    }

    RunningCrm crm() {
        return crm;
    }

    SentryReceiver sentry() {
        return sentry;
    }

    LogLines log() {
        return new LogLines(file);
    }

    Scrape scrape() {
        return new Scrape(new CrmClient(crm.port())
                .get("/actuator/prometheus", "text/plain")
                .body());
    }

    @Override
    public void close() {
        crm.close();
        sentry.close();
        try {
            FileSystemUtils.deleteRecursively(file.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFile() {
        try {
            return Files.createTempDirectory("crm-log").resolve("crm.log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
