package dev.vigie.sample.crm.watched;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;

/**
 * A real HTTP server that takes Sentry's envelopes apart.
 *
 * @see <a href="https://develop.sentry.dev/sdk/data-model/envelopes/">Sentry: envelopes</a>
 */
final class SentryReceiver implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Queue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> transactions = new ConcurrentLinkedQueue<>();
    private final Queue<String> payloads = new ConcurrentLinkedQueue<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final HttpServer server;

    SentryReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/api/42/envelope/", this::receive);
        server.setExecutor(executor);
        server.start();
    }

    String dsn() {
        return "http://public@127.0.0.1:" + server.getAddress().getPort() + "/42";
    }

    /** The events of one request, once its transaction is there: that one is sent last. */
    List<JsonNode> eventsOf(String requestId) {
        transactionOf(requestId);
        return events.stream().filter(event -> isOf(event, requestId)).toList();
    }

    JsonNode transactionOf(String requestId) {
        return Awaitility.await("the transaction of request " + requestId)
                .until(
                        () -> transactions.stream()
                                .filter(transaction -> isOf(transaction, requestId))
                                .toList(),
                        found -> found.size() == 1)
                .get(0);
    }

    /** Everything that was received, as it was sent. */
    List<String> payloads() {
        return List.copyOf(payloads);
    }

    private static boolean isOf(JsonNode item, String requestId) {
        return requestId.equals(item.path("tags").path("request_id").asText());
    }

    private void receive(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        read(new ByteArrayInputStream(body));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void read(InputStream envelope) throws IOException {
        line(envelope);
        for (String header = line(envelope); !header.isEmpty(); header = line(envelope)) {
            JsonNode item = MAPPER.readTree(header);
            byte[] payload = envelope.readNBytes(item.required("length").asInt());
            line(envelope);
            payloads.add(new String(payload, java.nio.charset.StandardCharsets.UTF_8));
            switch (item.path("type").asText()) {
                case "event" -> events.add(MAPPER.readTree(payload));
                case "transaction" -> transactions.add(MAPPER.readTree(payload));
                default -> {
                    // Sessions and client reports are not what is looked at here.
                }
            }
        }
    }

    private static String line(InputStream envelope) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = envelope.read(); c >= 0 && c != '\n'; c = envelope.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
