package dev.vigie.errors.sentry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sentry.EnvelopeReader;
import io.sentry.JsonSerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** A Sentry on a port of this machine. */
final class SentryServer implements AutoCloseable {

    private final SentryOptions reading = new SentryOptions();
    private final Queue<SentryEvent> events = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    SentryServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.start();
    }

    String dsn() {
        return "http://key@127.0.0.1:" + server.getAddress().getPort() + "/1";
    }

    List<SentryEvent> events() {
        return List.copyOf(events);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            byte[] plain = new GZIPInputStream(body).readAllBytes();
            JsonSerializer serializer = new JsonSerializer(reading);
            SentryEnvelope envelope = new EnvelopeReader(serializer).read(new ByteArrayInputStream(plain));
            for (SentryEnvelopeItem item : envelope == null ? List.<SentryEnvelopeItem>of() : envelope.getItems()) {
                SentryEvent event = item.getEvent(serializer);
                if (event != null) {
                    events.add(event);
                }
            }
            exchange.sendResponseHeaders(200, -1);
        } catch (Exception unreadable) {
            throw new IOException(unreadable);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
