package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.vigie.web.RecordedAccess.Line;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** One access line for each request to a real server, about the answer the client got. */
class AccessLinesTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String ADA = "Basic YWRhOnJpZ2h0"; // ada:right
    private static final Set<String> SECURITY_HEADERS =
            Set.of("cache-control", "expires", "pragma", "x-content-type-options", "x-xss-protection");

    private static ConfigurableApplicationContext context;
    private static RecordedAccess recorded;

    /** The same application without access lines. */
    private static ConfigurableApplicationContext silent;

    @BeforeAll
    static void start() {
        silent = run("--vigie.web.access.enabled=false");
        context = run("--vigie.web.access.exclude=/probe/**");
        recorded = RecordedAccess.listen();
    }

    private static ConfigurableApplicationContext run(String argument) {
        return SpringApplication.run(
                AccessApplication.class, "--server.port=0", "--server.tomcat.threads.max=4", argument);
    }

    @AfterAll
    static void stop() {
        context.close();
        silent.close();
        assertThat(recorded.all())
                .extracting(line -> line.mdc().get("requestId"))
                .as("each request has one line")
                .doesNotHaveDuplicates();
        assertThat(AccessApplication.LEFT_BEHIND).as("fields left on a thread").isEmpty();
    }

    @Test
    void tellsWhatBecameOfARequest() throws Exception {
        HttpResponse<byte[]> answer = get("/text/7?token=hush", "X-Request-ID", "access-1", "Authorization", ADA);

        Line line = lineOf(answer);
        assertThat(line.level()).isEqualTo(Level.INFO);
        assertThat(line.message()).isEqualTo("request_completed");
        assertThat(line.told())
                .containsOnlyKeys("method", "path", "status", "duration_ms", "bytes", "client_ip")
                .containsEntry("method", "GET")
                .containsEntry("path", "/text/7")
                .containsEntry("status", 200)
                .containsEntry("bytes", (long) answer.body().length)
                .containsEntry("client_ip", "127.0.0.1");
        assertThat((Long) line.told().get("duration_ms")).isBetween(0L, 60_000L);
        assertThat(line.mdc())
                .containsEntry("requestId", "access-1")
                .containsEntry("route", "GET /text/{id}")
                .containsEntry("userId", "ada")
                .containsKey("traceId");
    }

    @ParameterizedTest
    @CsvSource({
        "/json/3, 200, GET /json/{id}",
        "/nowhere, 404, GET <unmatched>",
        "/members/1, 403, GET <unmatched>",
        "/inside, 500, GET <unmatched>",
        "/around/before, 500, GET <unmatched>",
        "/around/after, 500, GET /around/after",
        "/fail, 500, GET /fail",
        "/callable, 200, GET /callable",
        "/deferred, 200, GET /deferred",
        "/events, 200, GET /events",
        "/streamed, 200, GET /streamed",
        "/non-blocking, 200, GET /non-blocking",
        "/stream, 200, GET /stream",
        "/reset, 200, GET /reset",
        "/reset-buffer, 200, GET /reset-buffer",
        "/send-error, 418, GET /send-error",
        "/redirect, 302, GET /redirect",
        "/not-modified, 304, GET /not-modified",
        "/forwarded, 200, GET /text/{id}",
        "/included, 200, GET /included"
    })
    void tellsStatusRouteUserAndBytesOfWhateverIsAnswered(String path, int status, String route) throws Exception {
        for (String accept : List.of("application/json", "text/html", "*/*")) {
            String id = "all-" + Integer.toHexString((path + accept).hashCode());
            HttpResponse<byte[]> answer = get(path, "Accept", accept, "Authorization", ADA, "X-Request-ID", id);

            Line line = lineOf(id);
            boolean notAccepted = answer.statusCode() == 406;
            assertThat(answer.statusCode()).isIn(status, 406);
            assertThat(line.told()).containsEntry("status", answer.statusCode()).containsEntry("bytes", (long)
                    answer.body().length);
            assertThat(line.mdc())
                    .containsEntry("route", notAccepted ? line.mdc().get("route") : route);
            if (!path.equals("/around/before")) {
                assertThat(line.mdc()).containsEntry("userId", "ada");
            }
        }
    }

    @Test
    void tellsARefusedRequestOfNobody() throws Exception {
        Line line = lineOf(get("/members/1"));

        assertThat(line.told()).containsEntry("status", 401);
        assertThat(line.mdc()).containsEntry("route", "GET <unmatched>").doesNotContainKey("userId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "ISO-8859-1", "US-ASCII", "windows-1252", "UTF-16", "UTF-16LE", "GBK"})
    void countsWhatAWriterWritesAsItIsEncoded(String encoding) throws Exception {
        HttpResponse<byte[]> answer = get("/writer?in=" + encoding);

        assertThat(lineOf(answer).told()).containsEntry("bytes", (long) answer.body().length);
        assertThat(answer.body()).hasSizeGreaterThan(40);
    }

    @Test
    void countsNothingForAHead() throws Exception {
        HttpRequest head = HttpRequest.newBuilder(uri(context, "/text/7"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        Line line = lineOf(CLIENT.send(head, HttpResponse.BodyHandlers.ofByteArray()));

        assertThat(line.told())
                .containsEntry("method", "HEAD")
                .containsEntry("status", 200)
                .containsEntry("bytes", 0L);
        assertThat(line.mdc()).containsEntry("route", "HEAD /text/{id}");
    }

    @Test
    void saysNothingOfBytesItCouldNotCount() throws Exception {
        HttpResponse<byte[]> answer = get("/raw-async", "Authorization", ADA);

        assertThat(answer.body()).asString().isEqualTo("past all filters");
        Line line = lineOf(answer);
        assertThat(line.told()).containsEntry("status", 200).doesNotContainKey("bytes");
        assertThat(line.mdc()).containsEntry("route", "GET /raw-async").containsEntry("userId", "ada");
    }

    @Test
    void tellsAClientThatWentAway() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port(context))) {
            socket.getOutputStream()
                    .write(("GET /endless HTTP/1.1\r\nHost: here\r\nX-Request-ID: gone-1\r\nAuthorization: " + ADA
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(300_000)).hasSize(300_000);
            socket.setSoLinger(true, 0);
        }

        Line line = lineOf("gone-1");
        assertThat(line.told()).containsEntry("status", WatchedRequest.CLIENT_CLOSED_REQUEST);
        assertThat((Long) line.told().get("bytes")).isPositive();
        assertThat(line.mdc()).containsEntry("route", "GET /endless").containsEntry("userId", "ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/text/7",
                "/json/3",
                "/nowhere",
                "/members/1",
                "/fail",
                "/callable",
                "/deferred",
                "/events",
                "/streamed",
                "/non-blocking",
                "/stream",
                "/reset",
                "/send-error",
                "/redirect",
                "/not-modified",
                "/forwarded",
                "/included",
                "/writer?in=UTF-8",
                "/writer?in=GBK",
                "/raw-async",
                "/around/after"
            })
    void changesNothingOfTheAnswer(String path) throws Exception {
        HttpResponse<byte[]> with = get(context, path, "X-Request-ID", "same-" + path.hashCode());
        HttpResponse<byte[]> without = get(silent, path, "X-Request-ID", "same-" + path.hashCode());

        assertThat(with.statusCode()).isEqualTo(without.statusCode());
        assertThat(comparable(with)).isEqualTo(comparable(without));
        assertThat(text(with)).isEqualTo(text(without));
    }

    @Test
    void leavesOutExcludedPathsEvenWhenTheyFail() throws Exception {
        HttpResponse<byte[]> probe = get("/probe/down");
        HttpResponse<byte[]> encoded = get("/%70robe/down");
        HttpResponse<byte[]> after = get("/text/7");

        assertThat(probe.statusCode()).isEqualTo(503);
        assertThat(encoded.statusCode()).isEqualTo(503);
        lineOf(after);
        assertThat(recorded.of(requestId(probe))).isEmpty();
        assertThat(recorded.of(requestId(encoded))).isEmpty();
    }

    private static Map<String, List<String>> comparable(HttpResponse<byte[]> answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeAll(List.of("date", "x-sentry-event-id"));
        headers.replaceAll((name, values) -> values.stream()
                .map(value -> value.replaceAll("JSESSIONID=\\w+|127.0.0.1:\\d+", "*"))
                .toList());
        // Spring Security may add a header twice where two threads end one answer, one that commits it by streaming
        // and one that leaves its filter: it asks for the header and adds it in two steps.
        headers.replaceAll((name, values) ->
                SECURITY_HEADERS.contains(name) ? values.stream().distinct().toList() : values);
        return headers;
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.ISO_8859_1)
                .replaceAll("\"(traceId|timestamp)\":\"[^\"]*\"", "");
    }

    private static Line lineOf(HttpResponse<?> answer) {
        return lineOf(requestId(answer));
    }

    /** The client may have the answer before the line is written. */
    private static Line lineOf(String requestId) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(recorded.of(requestId)).hasSize(1));
        return recorded.of(requestId).get(0);
    }

    private static String requestId(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Request-ID").orElseThrow();
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return get(context, path, headers);
    }

    private static HttpResponse<byte[]> get(ConfigurableApplicationContext from, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(from, path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static URI uri(ConfigurableApplicationContext from, String path) {
        return URI.create("http://127.0.0.1:" + port(from) + path);
    }

    private static int port(ConfigurableApplicationContext of) {
        return of.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }
}
