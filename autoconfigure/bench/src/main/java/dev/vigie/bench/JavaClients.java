package dev.vigie.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The load generator for machines without wrk: one blocking client per connection. */
final class JavaClients implements LoadGenerator {

    @Override
    public long run(URI target, int connections, Duration duration) throws IOException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        ExecutorService pool = Executors.newFixedThreadPool(connections);
        try {
            List<Callable<Long>> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                clients.add(() -> askUntil(end, target));
            }
            long requests = 0;
            for (Future<Long> client : pool.invokeAll(clients)) {
                requests += client.get();
            }
            return requests;
        } catch (ExecutionException failed) {
            throw new IOException("No clean answers from " + target, failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private static long askUntil(long end, URI target) throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request =
                HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(20)).build();
        long requests = 0;
        while (System.nanoTime() < end) {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IOException(target + " answered " + status);
            }
            requests++;
        }
        return requests;
    }

    @Override
    public String description() {
        return "Java clients (wrk was absent)";
    }
}
