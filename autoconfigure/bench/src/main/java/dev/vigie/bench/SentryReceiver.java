package dev.vigie.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for Sentry: reads every envelope to its end, accepts it and counts it by project. */
final class SentryReceiver implements AutoCloseable {

    private static final byte[] ACCEPTED = "{}".getBytes(StandardCharsets.UTF_8);

    private final Map<String, Long> envelopes = new ConcurrentHashMap<>();
    private final HttpServer server;

    SentryReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.createContext("/api/", this::accept);
        server.start();
    }

    private void accept(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            String project = exchange.getRequestURI().getPath().split("/", -1)[2];
            envelopes.merge(project, 1L, Long::sum);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ACCEPTED.length);
            exchange.getResponseBody().write(ACCEPTED);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    long envelopes(int project) {
        return envelopes.getOrDefault(String.valueOf(project), 0L);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
