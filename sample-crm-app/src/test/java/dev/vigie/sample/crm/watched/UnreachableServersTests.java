package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** PostgreSQL and Redis are where nobody answers: the ways in which a network is broken. */
class UnreachableServersTests {

    private static final List<String> PATHS = List.of(
            "/health", "/health/monitoring", "/actuator/health", "/actuator/health/db", "/actuator/health/redis");

    @Test
    void connectionsAreRefused() throws IOException {
        // Bound and not listening: nobody else gets this port, and who connects is refused.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertHealthAnswers(held.getLocalPort());
        }
    }

    /** As behind a proxy whose server is gone. */
    @Test
    void connectionsAreTakenAndNobodyAnswers() throws IOException {
        try (ServerSocket socket = listener(50)) {
            assertHealthAnswers(socket.getLocalPort());
        }
    }

    /** As with a firewall that drops packets: connect itself hangs, because the queue of the listener is full. */
    @Test
    void connectHangs() throws IOException {
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket socket = listener(1)) {
            fill(socket, filling);
            assertHealthAnswers(socket.getLocalPort());
        } finally {
            for (Socket each : filling) {
                each.close();
            }
        }
    }

    private static void assertHealthAnswers(int port) {
        try (WatchedCrm watched = new WatchedCrm(
                CrmServers.shared(),
                "spring.flyway.enabled=false",
                "spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/none",
                "spring.data.redis.port=" + port,
                "vigie.health.bounded.interval=1s",
                "vigie.health.bounded.timeout=500ms",
                "vigie.health.bounded.max-stale=1s")) {
            CrmClient client = watched.crm().client();
            Answer answer = Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(
                            () -> {
                                PATHS.forEach(path -> assertAnswersSoon(client, path));
                                return client.get("/health");
                            },
                            health -> health.json().path("errors").size() == 2);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().path("errors").toString())
                    .isEqualTo("[\"PostgreSQL connection failed\",\"Redis connection failed\"]");
            assertThat(answer.body()).doesNotContain("127.0.0.1").doesNotContain(Integer.toString(port));
            assertThat(threadsOf("db")).isLessThanOrEqualTo(1);
            assertThat(threadsOf("redis")).isLessThanOrEqualTo(1);
        }
    }

    private static void assertAnswersSoon(CrmClient client, String path) {
        long start = System.nanoTime();
        client.get(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    /** One that never accepts: the system takes connections for it until {@code backlog} of them wait. */
    private static ServerSocket listener(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private static void fill(ServerSocket listener, List<Socket> filling) throws IOException {
        // Twice in a row, because once may be a machine that was busy.
        int waited = 0;
        while (waited < 2 && filling.size() < 50) {
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 1000);
                waited = 0;
            } catch (SocketTimeoutException waits) {
                waited++;
            }
        }
        assertThat(waited).isEqualTo(2);
    }

    private static long threadsOf(String component) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vigie-health " + component))
                .count();
    }
}
