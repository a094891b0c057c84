package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests no client library would send, byte by byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileInputTests {

    private static final String REQUEST_ID = "[A-Za-z0-9._-]{1,128}";

    private final WatchedCrm watched = new WatchedCrm(CrmServers.shared());

    @AfterAll
    void stop() {
        watched.close();
    }

    @AfterEach
    void theApplicationLivesAndNoLineIsBroken() {
        assertThat(watched.crm().client().get("/health").status()).isEqualTo(200);
        assertThat(watched.log().all()).isNotEmpty().noneMatch(line -> "forged"
                .equals(line.path("level").asText()));
        assertThat(watched.log().text().codePoints().filter(c -> c != '\n' && breaksLines(c)))
                .isEmpty();
    }

    static Stream<Arguments> partsThatReachTheApplication() {
        return Stream.of(
                Arguments.of("bytes that are no ASCII", "", "User-Agent: " + everyByteFrom(0x80)),
                Arguments.of("a next line as some understand it", "", "User-Agent: a\u0085{\"level\":\"forged\"}"),
                Arguments.of("line breaks in the query", "?q=%0d%0a%7b%22level%22:%22forged%22%7d%0a", "X-A: b"),
                Arguments.of("a line separator in the query", "?q=%e2%80%a8%7b%22level%22:%22forged%22%7d", "X-A: b"),
                Arguments.of("markup for an id", "", "X-Request-ID: <script>alert(1)</script>"),
                Arguments.of("two words for an id", "", "X-Request-ID: a b"),
                Arguments.of("a tab in an id", "", "X-Request-ID: a\tb"),
                Arguments.of("an id that is no ASCII", "", "X-Request-ID: \u00ff\u0085"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("partsThatReachTheApplication")
    void anErrorIsOneLineAndOneEvent(String name, String query, String header) throws IOException {
        String answer = send("GET /demo/error" + query + " HTTP/1.1", header, "Accept: application/json");

        assertThat(answer)
                .startsWith("HTTP/1.1 500 ")
                .contains("application/problem+json")
                .doesNotContain("script")
                .doesNotContain("forged");
        String id = requestIdIn(answer);
        assertThat(id).matches(REQUEST_ID);
        JsonNode line = watched.log().only(id, "unhandled_exception");
        assertThat(line.at("/metadata/url").asText()).isEqualTo("/demo/error");
        assertThat(watched.sentry().eventsOf(id)).singleElement().satisfies(event -> assertThat(
                        event.path("transaction").asText())
                .isEqualTo("GET /demo/error"));
        assertThat(watched.log().of(id))
                .filteredOn(
                        one -> "unhandled_exception".equals(one.path("event").asText()))
                .hasSize(1);
    }

    /** Tomcat 10 leaves such a parameter out, Tomcat 11 refuses the request as soon as somebody reads parameters. */
    @Test
    void halfACharacterInTheQueryIsOneErrorOrNone() throws IOException {
        String answer = send("GET /demo/error?q=%c3%28 HTTP/1.1", "X-Request-ID: half-1", "Accept: application/json");

        assertThat(answer).containsPattern("\\AHTTP/1.1 (400|500) ");
        int errors = answer.startsWith("HTTP/1.1 500 ") ? 1 : 0;
        assertThat(watched.sentry().eventsOf("half-1")).hasSize(errors);
        assertThat(watched.log().of("half-1"))
                .filteredOn(
                        line -> "unhandled_exception".equals(line.path("event").asText()))
                .hasSize(errors);
        assertThat(watched.log()
                        .only("half-1", "request_completed")
                        .at("/metadata/status")
                        .asInt())
                .isEqualTo(errors == 1 ? 500 : 400);
    }

    /** The rules for paths are those of Spring Security's firewall; what it lets through is no number. */
    @ParameterizedTest
    @ValueSource(strings = {"%0d%0aX-Forged:%20yes", "%e2%80%a8", "%c2%85", "%c3%a9%3Cscript%3E"})
    void aPathVariableThatIsNoNumberIsABadRequest(String part) throws IOException {
        String cookie = signIn();

        String answer = send("GET /organisations/" + part + " HTTP/1.1", cookie, "X-Request-ID: path-" + part.length());

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("\nX-Forged")
                .containsPattern("Content-Type: application/(problem\\+)?json");
        assertThat(requestIdIn(answer)).isEqualTo("path-" + part.length());
        assertThat(watched.sentry().eventsOf("path-" + part.length())).isEmpty();
    }

    @Test
    void aFieldOfAnEventKeepsTheQueryAsItWasSent() throws IOException {
        String answer = send("GET /demo/error?q=%0d%0aforged HTTP/1.1", "X-Request-ID: line-break-1");

        assertThat(answer).startsWith("HTTP/1.1 500 ");
        assertThat(watched.sentry().eventsOf("line-break-1")).singleElement().satisfies(event -> assertThat(
                        event.at("/request/query_string").asText())
                .isEqualTo("q=%0d%0aforged"));
    }

    static Stream<Arguments> requestsThatTomcatRefuses() {
        return Stream.of(
                Arguments.of("a raw brace", "GET /demo/error?q={\"a\":1} HTTP/1.1", "X-A: b"),
                Arguments.of("an escape byte", "GET /demo/error HTTP/1.1", "User-Agent: \u001b[31mred\u001b[0m"),
                Arguments.of("a path that is no UTF-8", "GET /organisations/%ff%fe HTTP/1.1", "X-A: b"),
                Arguments.of("a zero byte", "GET /demo/error HTTP/1.1", "User-Agent: a\u0000b"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requestsThatTomcatRefuses")
    void whatTomcatRefusesStaysItsOwnAnswer(String name, String requestLine, String header) throws IOException {
        int before = watched.log().all().size();

        String answer = send(requestLine, header, "X-Request-ID: refused");

        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("problem+json");
        assertThat(watched.log().of("refused")).isEmpty();
        assertThat(watched.log().all().stream().skip(before)).noneMatch(line -> "unhandled_exception"
                .equals(line.path("event").asText()));
    }

    @Test
    void aHeaderOfAMegabyte() throws IOException {
        String answer = send("GET /demo/error HTTP/1.1", "X-Long: " + "a".repeat(1 << 20));

        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("problem+json");
    }

    private String signIn() {
        return "Cookie: JSESSIONID=" + watched.crm().clientOf("claire").cookie("JSESSIONID");
    }

    private static String requestIdIn(String answer) {
        List<String> ids = Pattern.compile("(?im)^X-Request-ID: (.*?)\r?$")
                .matcher(answer)
                .results()
                .map(result -> result.group(1))
                .toList();
        assertThat(ids).as(answer).hasSize(1);
        return ids.get(0);
    }

    private static String everyByteFrom(int first) {
        StringBuilder bytes = new StringBuilder();
        for (int b = first; b <= 0xff; b++) {
            bytes.append((char) b);
        }
        return bytes.toString();
    }

    /** Control characters, the next line of C1 among them, and the two separators of Unicode. */
    private static boolean breaksLines(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    /** Sends these lines, one byte for each character, and returns everything that comes back. */
    private String send(String requestLine, String... headers) throws IOException {
        String request = String.join("\r\n", requestLine, "Host: x", String.join("\r\n", headers))
                + "\r\nConnection: close\r\n\r\n";
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), watched.crm().port())) {
            socket.setSoTimeout(10_000);
            Thread writer = new Thread(() -> write(socket, request.getBytes(StandardCharsets.ISO_8859_1)));
            writer.start();
            return read(socket.getInputStream());
        }
    }

    /** Beside the reading: the container answers, and hangs up, while a long header is still on its way. */
    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
        } catch (IOException hungUp) {
            // What was answered before is what counts.
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (SocketException hungUp) {
            // The rest of the request was thrown away with the connection; the answer came before.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }
}
