package dev.vigie.sample.crm.watched;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.vigie.sample.crm.CrmClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.util.FileSystemUtils;

/** A real Prometheus that scrapes the CRM every second. */
final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int ATTEMPTS = 3;

    private final Process process;
    private final Path folder;
    private final int port;

    private Prometheus(Path executable, int crm) {
        try {
            folder = Files.createTempDirectory("prometheus");
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            Path settings = Files.writeString(
                    folder.resolve("prometheus.yml"),
                    """
                    scrape_configs:
                      - job_name: crm
                        scrape_interval: 1s
                        metrics_path: /actuator/prometheus
                        static_configs:
                          - targets: ["localhost:%d"]
                    """
                            .formatted(crm));
            process = new ProcessBuilder(
                            executable.toString(),
                            "--config.file=" + settings,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--enable-feature=exemplar-storage")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, again on another port when somebody else was faster to take the one it was given. */
    static Prometheus scraping(Path executable, int crm) {
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Prometheus prometheus = new Prometheus(executable, crm);
            if (prometheus.becomesReady()) {
                return prometheus;
            }
            last = prometheus.log();
            prometheus.close();
        }
        throw new AssertionError("Prometheus does not start: " + last);
    }

    private boolean becomesReady() {
        AtomicBoolean ready = new AtomicBoolean();
        try {
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
                ready.set(process.isAlive() && isReady());
                return ready.get() || !process.isAlive();
            });
        } catch (ConditionTimeoutException never) {
            return false;
        }
        return ready.get() && process.isAlive();
    }

    private boolean isReady() {
        try {
            return new CrmClient(port).get("/-/ready").status() == 200;
        } catch (IllegalStateException notThereYet) {
            return false;
        }
    }

    /** The result of an expression now; empty also while Prometheus is not there yet. */
    JsonNode query(String expression) {
        return get("/api/v1/query?query=" + CrmClient.encode(expression)).at("/data/result");
    }

    /** Exemplars of the last hour. */
    JsonNode exemplars(String expression) {
        long now = System.currentTimeMillis() / 1000;
        return get("/api/v1/query_exemplars?query=%s&start=%d&end=%d"
                        .formatted(CrmClient.encode(expression), now - 3600, now + 60))
                .path("data");
    }

    /** What it did not like about the last scrape; empty when it was content. */
    String lastError() {
        return get("/api/v1/targets").at("/data/activeTargets/0/lastError").asText();
    }

    private JsonNode get(String path) {
        if (!process.isAlive()) {
            throw new AssertionError("Prometheus ended: " + log());
        }
        try {
            return JSON.readTree(new CrmClient(port).get(path).body());
        } catch (IllegalStateException | IOException notThereYet) {
            return JSON.createObjectNode();
        }
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("prometheus.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            FileSystemUtils.deleteRecursively(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
