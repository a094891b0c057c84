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
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;

/** A real Prometheus that scrapes the CRM every second. */
final class Prometheus implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

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

    static Prometheus scraping(Path executable, int crm) {
        return new Prometheus(executable, crm);
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
