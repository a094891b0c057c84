package dev.vigie.errors.sentry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A real HTTP server in Sentry's place that can be as unhelpful as the real one on a bad day. */
final class FaultyReceiver implements AutoCloseable {

    private static final Pattern EVENT_ITEM = Pattern.compile("(?m)^\\{[^\\n]{0,200}\"type\":\"event\"");

    /** How it answers. */
    interface Answer {

        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    static final Answer OK = exchange -> exchange.sendResponseHeaders(200, -1);

    /** Closes the connection without a word. */
    static final Answer NOTHING = exchange -> {};

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final HttpServer server;
    private volatile Answer answer = OK;

    FaultyReceiver() {
        this(0);
    }

    FaultyReceiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/42/envelope/", this::receive);
        server.setExecutor(executor);
        server.start();
    }

    static Answer status(int status, String... header) {
        return exchange -> {
            if (header.length > 0) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            exchange.sendResponseHeaders(status, -1);
        };
    }

    FaultyReceiver answers(Answer how) {
        this.answer = how;
        return this;
    }

    /** Reads and then says nothing until {@link #wakeUp()}. */
    FaultyReceiver hangs() {
        return answers(exchange -> {
            hanging.await();
            OK.to(exchange);
        });
    }

    void wakeUp() {
        answers(OK);
        hanging.countDown();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] zipped = exchange.getRequestBody().readAllBytes();
            byte[] body = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
            bodies.add(new String(body, StandardCharsets.UTF_8));
            answer.to(exchange);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String dsn() {
        return "--sentry.dsn=http://public@127.0.0.1:" + port() + "/42";
    }

    /** How many error events reached it, whatever it answered. */
    long events() {
        return bodies.stream()
                .mapToLong(body -> EVENT_ITEM.matcher(body).results().count())
                .sum();
    }

    Queue<String> bodies() {
        return bodies;
    }

    @Override
    public void close() {
        hanging.countDown();
        server.stop(0);
        executor.shutdownNow();
    }
}
