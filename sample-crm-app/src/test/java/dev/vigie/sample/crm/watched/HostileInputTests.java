package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests no client library would send, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTests {

    private final WatchedCrm watched = new WatchedCrm(CrmServers.shared());

    @AfterAll
    void stop() {
        watched.close();
    }

    @Test
    void aHeaderOfAMegabyte() throws IOException {
        String answer = send(
                """
                GET /demo/error HTTP/1.1
                Host: x
                X-Long: %s

                """
                        .formatted("a".repeat(1 << 20)));

        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).startsWith("HTTP/1.1 400"),
                        text -> assertThat(text).startsWith("HTTP/1.1 431"),
                        // The container hangs up while the rest of the header is still on its way.
                        text -> assertThat(text).isEmpty());
        isStillThere();
    }

    @Test
    void lineBreaksInTheAddressAndInHeaders() throws IOException {
        String answer = send(
                """
                GET /demo/error?q=%0d%0aX-Forged:%20yes%0a%7b%22level%22:%22forged%22%7d HTTP/1.1
                Host: x
                Connection: close
                X-Request-ID: a\tb
                User-Agent: \u001b[31mred\u001b[0m

                """);

        assertThat(answer).doesNotContain("X-Forged: yes");
        assertThat(watched.log().all())
                .noneMatch(line -> "forged".equals(line.path("level").asText()));
        assertThat(watched.log().text()).doesNotContain("\u001b");
        isStillThere();
    }

    @Test
    void anEncodedLineBreakInAPathThatFails() throws IOException {
        String answer = send(
                """
                GET /demo/error?q=%0d%0aforged HTTP/1.1
                Host: x
                Accept: application/json
                Connection: close
                X-Request-ID: line-break-1
                User-Agent: curl

                """);

        assertThat(answer).startsWith("HTTP/1.1 500");
        assertThat(watched.log()
                        .only("line-break-1", "unhandled_exception")
                        .at("/metadata/url")
                        .asText())
                .isEqualTo("/demo/error");
        JsonNode event = watched.sentry().eventsOf("line-break-1").get(0);
        assertThat(event.at("/request/query_string").asText()).isEqualTo("q=%0d%0aforged");
        isStillThere();
    }

    @Test
    void bytesThatAreNoText() throws IOException {
        String answer = send(
                """
                GET /organisations/%ff%fe%c3?q=%c3%28 HTTP/1.1
                Host: x
                Connection: close
                User-Agent: \u00ff\u00fe\u00c3
                X-Request-ID: \u00ff

                """);

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(watched.log().all()).isNotEmpty();
        isStillThere();
    }

    @Test
    void aRequestIdThatWantsToBeAHeader() throws IOException {
        String answer = send(
                """
                GET /health HTTP/1.1
                Host: x
                Connection: close
                X-Request-ID: <script>alert(1)</script>

                """);

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("script");
        isStillThere();
    }

    private void isStillThere() {
        assertThat(watched.crm().client().get("/health").status()).isEqualTo(200);
    }

    private String send(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), watched.crm().port())) {
            socket.setSoTimeout(10_000);
            try {
                OutputStream out = socket.getOutputStream();
                out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
                InputStream in = socket.getInputStream();
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (SocketException hungUp) {
                return "";
            }
        }
    }
}
