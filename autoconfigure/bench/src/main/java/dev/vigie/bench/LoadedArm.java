package dev.vigie.bench;

import dev.vigie.bench.ArmResult.Quantity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/**
 * An arm that runs beside the others and is under load when its turn comes.
 *
 * @param result where its values go
 * @param running its process
 * @param inside what its JVM says
 */
record LoadedArm(ArmResult result, RunningArm running, InsideView inside) implements AutoCloseable {

    private static final String PATH = "/hello/world";
    private static final double MEGABYTE = 1024 * 1024;

    /** At the beginning of a turn, not counted: what the core has in its caches is another arm's. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    static LoadedArm start(ArmResult result, BenchSettings settings, int sentryPort) throws IOException {
        RunningArm running = RunningArm.start(result.arm(), settings, sentryPort);
        try {
            return new LoadedArm(result, running, InsideView.attach(running.pid()));
        } catch (IOException | RuntimeException failed) {
            running.close();
            throw failed;
        }
    }

    void warmUp(LoadGenerator load, BenchSettings settings) throws IOException, InterruptedException {
        load.run(running.uri(PATH), settings.connections(), settings.warmUp());
    }

    void takeTurn(LoadGenerator load, BenchSettings settings) throws IOException, InterruptedException {
        load.run(running.uri(PATH), settings.connections(), SETTLE);
        Map<Long, Long> allocated = inside.allocated();
        Duration cpu = running.cpu();
        long requests = load.run(running.uri(PATH), settings.connections(), settings.round());
        double micros = running.cpu().minus(cpu).toNanos() / 1_000.0;
        double bytes = InsideView.difference(allocated, inside.allocated());
        result.add(Quantity.CPU_PER_REQUEST, micros / requests);
        result.add(Quantity.BYTES_PER_REQUEST, bytes / requests);
        result.add(
                Quantity.REQUESTS_PER_SECOND,
                requests / (double) settings.round().toSeconds());
    }

    void weigh() {
        result.add(Quantity.HEAP, inside.heapAfterCollection() / MEGABYTE);
        result.add(Quantity.METASPACE, inside.metaspace() / MEGABYTE);
    }

    int statusOf(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(running.uri(path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Override
    public void close() throws IOException {
        try {
            inside.close();
        } finally {
            running.close();
        }
    }
}
