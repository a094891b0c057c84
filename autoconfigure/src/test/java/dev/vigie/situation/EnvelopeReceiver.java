package dev.vigie.situation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sentry.Sentry;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.springframework.boot.json.JsonParserFactory;

/**
 * A real HTTP server that takes Sentry's envelopes apart.
 *
 * @see <a href="https://develop.sentry.dev/sdk/data-model/envelopes/">Sentry: envelopes</a>
 */
final class EnvelopeReceiver implements AutoCloseable {

    static {
        // Else every answer of the JDK's server waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String MARKER = "nothing comes after this";

    /** What has come since the last {@link #takeAll()}. */
    record Received(List<SentItem> events, List<SentItem> transactions) {}

    private final List<SentItem> events = new ArrayList<>();
    private final List<SentItem> transactions = new ArrayList<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(2);
    private final HttpServer server;
    private int markers;

    EnvelopeReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/42/envelope/", this::receive);
        server.setExecutor(executor);
        server.start();
    }

    String dsn() {
        return "http://public@127.0.0.1:" + server.getAddress().getPort() + "/42";
    }

    /** Waits until so many of them are there, in vain if need be. */
    void await(int events, int transactions, Duration atMost) {
        try {
            Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(atMost).until(() -> has(events, transactions));
        } catch (org.awaitility.core.ConditionTimeoutException tooFew) {
            // That is what the test will say.
        }
    }

    private synchronized boolean has(int someEvents, int someTransactions) {
        return events.size() >= someEvents && transactions.size() >= someTransactions;
    }

    /**
     * Everything sent so far: the SDK sends one envelope after the other, so when the marker is there, all that was
     * captured before it is. The marker goes round all processors, which may drop events.
     */
    Received takeAll() {
        int before = markers();
        SentryOptions options = Sentry.getCurrentScopes().getOptions();
        SentryEvent marker = new SentryEvent();
        Message message = new Message();
        message.setFormatted(MARKER);
        marker.setMessage(message);
        try {
            Sentry.getCurrentScopes()
                    .captureEnvelope(SentryEnvelope.from(options.getSerializer(), marker, options.getSdkVersion()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("the marker").pollInterval(Duration.ofMillis(2)).until(() -> markers() > before);
        return take();
    }

    /** What is there, when the SDK has been closed and can send no marker. */
    synchronized Received take() {
        Received received = new Received(List.copyOf(events), List.copyOf(transactions));
        events.clear();
        transactions.clear();
        return received;
    }

    private synchronized int markers() {
        return markers;
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

    private synchronized void read(InputStream envelope) throws IOException {
        line(envelope);
        for (String header = line(envelope); !header.isEmpty(); header = line(envelope)) {
            Map<String, Object> item = JsonParserFactory.getJsonParser().parseMap(header);
            byte[] payload = envelope.readNBytes(((Number) item.get("length")).intValue());
            line(envelope);
            switch (String.valueOf(item.get("type"))) {
                case "event" -> keepEvent(SentItem.parse(payload));
                case "transaction" -> transactions.add(SentItem.parse(payload));
                default -> {
                    // Sessions and client reports are not what is looked at here.
                }
            }
        }
    }

    private void keepEvent(SentItem event) {
        if (MARKER.equals(event.text("message", "formatted"))) {
            markers++;
        } else {
            events.add(event);
        }
    }

    private static String line(InputStream envelope) throws IOException {
        java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
        for (int c = envelope.read(); c >= 0 && c != '\n'; c = envelope.read()) {
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
