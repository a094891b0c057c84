package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.test.RecordedSentry;
import io.micrometer.core.instrument.MeterRegistry;
import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryTransaction;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What a request leaves behind, seen from outside: the answer, and what Sentry gets. */
@ExtendWith(OutputCaptureExtension.class)
class RequestWatchTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext context;
    private static RecordedSentry sentry;

    @BeforeAll
    static void start() {
        context = SpringApplication.run(
                WatchedApplication.class,
                "--server.port=0",
                "--sentry.dsn=" + RecordedSentry.DSN,
                "--spring.mvc.problemdetails.enabled=true",
                "--vigie.environment=test");
        sentry = context.getBean(RecordedSentry.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void answersAnUnhandledExceptionWithAProblemThatSaysNothingOfTheInside() throws Exception {
        HttpResponse<String> answer = get("/fail/7?token=hush-hush", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        String requestId = answer.headers().firstValue("X-Request-ID").orElseThrow();
        String eventId = answer.headers().firstValue("X-Sentry-Event-Id").orElseThrow();
        Map<String, Object> body = JsonParserFactory.getJsonParser().parseMap(answer.body());
        assertThat(body)
                .containsOnlyKeys("type", "title", "status", "detail", "instance", "requestId", "traceId", "eventId")
                .containsEntry("type", "about:blank")
                .containsEntry("title", "Internal Server Error")
                .containsEntry("status", 500)
                .containsEntry("detail", "Internal server error")
                .containsEntry("instance", "/fail/7")
                .containsEntry("requestId", requestId)
                .containsEntry("eventId", eventId);
        assertThat(body.get("traceId")).asString().matches("[0-9a-f]{32}");
        assertThat(answer.body()).doesNotContain("secret", "IllegalState", "hush-hush");
    }

    @Test
    void sendsOneCompleteEventForAnUnhandledException() throws Exception {
        HttpResponse<String> answer = get("/fail/7?token=abc&page=2", "X-Request-ID", "order-17");

        SentryEvent event = onlyEventOf(answer);
        assertThat(Objects.toString(event.getEventId()))
                .isEqualTo(answer.headers().firstValue("X-Sentry-Event-Id").orElseThrow());
        assertThat(event.getTransaction()).isEqualTo("GET /fail/{id}");
        assertThat(event.getEnvironment()).isEqualTo("test");
        assertThat(event.getTag("request_id")).isEqualTo("order-17");
        assertThat(event.getExtra("method")).isEqualTo("GET");
        assertThat(event.getExtra("url")).asString().endsWith("/fail/7");
        Request request = Objects.requireNonNull(event.getRequest());
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getUrl()).endsWith("/fail/7");
        assertThat(request.getQueryString()).isEqualTo("token=***&page=2");
        assertThat(httpBreadcrumbs(event)).singleElement().satisfies(breadcrumb -> {
            assertThat(breadcrumb.getData("url")).asString().endsWith("/fail/7?token=***&page=2");
            assertThat(breadcrumb.getData("method")).isEqualTo("GET");
            assertThat(breadcrumb.getData("client_ip")).isEqualTo("127.0.0.1");
        });
        assertThat(answer.headers().firstValue("X-Request-ID")).hasValue("order-17");
    }

    @Test
    void sendsOneEventForAnErrorThatWasLoggedFirstAndTellsThatOnesId() throws Exception {
        HttpResponse<String> answer = get("/logged");

        SentryEvent event = onlyEventOf(answer);
        assertThat(event.getTransaction()).isEqualTo("GET /logged");
        assertThat(answer.headers().firstValue("X-Sentry-Event-Id")).hasValue(Objects.toString(event.getEventId()));
    }

    @Test
    void sendsWhatWasLoggedInARequestThatSucceeded() throws Exception {
        List<SentryEvent> events = eventsOf(get("/logged/200"));

        assertThat(events).hasSize(2);
        assertThat(events.get(0).getTransaction()).isEqualTo("GET /logged/{status}");
        assertThat(events.get(0).getBreadcrumbs())
                .extracting(Breadcrumb::getMessage)
                .doesNotContain("went on without it");
        assertThat(events.get(1).getBreadcrumbs())
                .extracting(Breadcrumb::getMessage)
                .contains("went on without it")
                .doesNotContain("a line alone");
    }

    @Test
    void sendsAnErrorLineAsTheEventOfAServerErrorNobodyThrew() throws Exception {
        HttpResponse<String> answer = get("/logged/503");

        SentryEvent event = onlyEventOf(answer);
        assertThat(answer.headers().firstValue("X-Sentry-Event-Id")).hasValue(Objects.toString(event.getEventId()));
        assertThat(event.getLogger()).isEqualTo("app");
        assertThat(event.getExceptions()).hasSize(1);
    }

    @Test
    void answersAViolatedConstraintWithAConflictThatSaysNothingOfTheStatement() throws Exception {
        MeterRegistry registry = context.getBean(MeterRegistry.class);
        double before =
                registry.get("vigie.web.integrity.violations").functionCounter().count();

        HttpResponse<String> answer = get("/taken", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        SentryEvent event = onlyEventOf(answer);
        assertThat(event.getTag("constraint")).isEqualTo("org_name_key");
        assertThat(event.getTransaction()).isEqualTo("GET /taken");
        assertThat(JsonParserFactory.getJsonParser().parseMap(answer.body()))
                .containsEntry("title", "Conflict")
                .containsEntry("status", 409)
                .containsEntry("eventId", Objects.toString(event.getEventId()))
                .containsKeys("detail", "instance", "requestId", "traceId");
        assertThat(answer.body()).doesNotContain("insert", "hidden", "org_name_key");
        assertThat(registry.get("vigie.web.integrity.violations")
                        .functionCounter()
                        .count())
                .isEqualTo(before + 1);
    }

    @Test
    void sendsNothingOfARefusedRequest() throws Exception {
        assertThat(eventsOf(get("/logged/404"))).isEmpty();
    }

    @Test
    void sendsOneEventForAnErrorThatIsNoException() throws Exception {
        HttpResponse<String> answer = get("/error-thrown");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(onlyEventOf(answer).getExceptions())
                .singleElement()
                .satisfies(exception -> assertThat(exception.getType()).isEqualTo("StackOverflowError"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "circle", "depth", "size"})
    void answersWhateverTheExceptionIsLike(String kind, CapturedOutput output) throws Exception {
        int before = output.getOut().length();

        HttpResponse<String> answer = get("/hostile/" + kind);

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(eventsOf(answer))
                .extracting(event -> event.getLogger() + " " + event.getExceptions())
                .hasSizeLessThanOrEqualTo(1);
        // Over a circle or a chain without end Spring itself stumbles.
        if (kind.equals("message") || kind.equals("size")) {
            assertThat(output.getOut().substring(before)).doesNotContain("threw exception [Request processing failed");
        }
    }

    @Test
    void watchesAnAsynchronousRequestToItsEnd() throws Exception {
        HttpResponse<String> answer = get("/callable", "X-Request-ID", "async-1");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("\"requestId\":\"async-1\"");
        SentryEvent event = onlyEventOf(answer);
        assertThat(event.getTransaction()).isEqualTo("GET /callable");
        assertThat(event.getTag("request_id")).isEqualTo("async-1");
    }

    @Test
    void answersAnExceptionOfAFilterLikeOneOfAHandler() throws Exception {
        HttpResponse<String> answer = get("/filter", "X-Request-ID", "filter-1");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body())
                .contains("\"instance\":\"/filter\"", "\"requestId\":\"filter-1\"")
                .doesNotContain("secret");
        SentryEvent event = onlyEventOf(answer);
        assertThat(event.getTransaction()).isEqualTo("GET <unmatched>");
        assertThat(answer.headers().firstValue("X-Sentry-Event-Id")).hasValue(Objects.toString(event.getEventId()));
    }

    @Test
    void reportsACheckedExceptionThatNobodyDeclared() throws Exception {
        HttpResponse<String> answer = get("/filter/undeclared");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(onlyEventOf(answer).getExceptions())
                .extracting(SentryException::getType)
                .containsExactly(TimeoutException.class.getSimpleName());
    }

    @Test
    void reportsAServerErrorTheApplicationAnsweredAndLeavesTheAnswerAlone() throws Exception {
        HttpResponse<String> answer = get("/advised503");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("come back later");
        assertThat(onlyEventOf(answer).getTransaction()).isEqualTo("GET /advised503");
    }

    @Test
    void leavesAnswersOfTheApplicationAndClientErrorsAloneAndReportsNone() throws Exception {
        HttpResponse<String> advised = get("/advised400");
        HttpResponse<String> denied = get("/denied");
        HttpResponse<String> nowhere = get("/nowhere");
        HttpResponse<String> brokenJson = post("/orders", "{\"article\":");
        HttpResponse<String> wrongMethod = get("/orders");

        assertThat(advised.body()).isEqualTo("no");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(brokenJson.statusCode()).isEqualTo(400);
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(List.of(advised, denied, nowhere, brokenJson, wrongMethod))
                .allSatisfy(answer -> assertThat(eventsOf(answer)).isEmpty());
        assertThat(transactionOf(nowhere).getTransaction()).isEqualTo("GET <unmatched>");
    }

    @Test
    void addsTheIdsToTheApplicationsOwnProblemDocuments() throws Exception {
        HttpResponse<String> answer = get("/status404", "X-Request-ID", "own-1");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        Map<String, Object> body = JsonParserFactory.getJsonParser().parseMap(answer.body());
        assertThat(body).containsEntry("detail", "none of that").containsEntry("requestId", "own-1");
        assertThat(body.get("traceId")).asString().matches("[0-9a-f]{32}");
        assertThat(eventsOf(answer)).isEmpty();
    }

    @Test
    void leavesTheErrorPageToABrowserAndReportsTheError() throws Exception {
        HttpResponse<String> answer = get("/fail/7", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(onlyEventOf(answer).getTransaction()).isEqualTo("GET /fail/{id}");
    }

    @Test
    void keepsAValidRequestIdAndReplacesAnyOther() throws Exception {
        assertThat(requestIdFor("A-z.0_9")).isEqualTo("A-z.0_9");
        assertThat(requestIdFor("has space")).matches("[0-9a-f]{32}");
        assertThat(requestIdFor("x".repeat(65))).matches("[0-9a-f]{32}");
        assertThat(requestIdFor("x".repeat(64))).isEqualTo("x".repeat(64));
    }

    @Test
    void namesTheTransactionOfASuccessfulRequestAfterItsRoute() throws Exception {
        SentryTransaction transaction = transactionOf(get("/ok/5"));

        assertThat(transaction.getTransaction()).isEqualTo("GET /ok/{id}");
        assertThat(httpBreadcrumbs(transaction.getBreadcrumbs()))
                .singleElement()
                .satisfies(breadcrumb -> {
                    assertThat(breadcrumb.getData("status_code")).isEqualTo(200);
                    assertThat(breadcrumb.getData()).containsKey("duration_ms");
                });
    }

    @Test
    void completesAnEventThatIsLoggedInACallable(CapturedOutput output) throws Exception {
        HttpResponse<String> answer = get("/later/logged", "X-Request-ID", "later-1");

        SentryEvent event = onlyEventOf(answer);
        assertThat(event.getTransaction()).isEqualTo("GET /later/logged");
        assertThat(event.getRequest()).isNotNull();
        assertThat(output).containsPattern("\\[later-1\\].*in the callable");
    }

    @Test
    void leavesATimeoutToSpringAndNamesItAfterItsRoute() throws Exception {
        HttpResponse<String> answer = get("/later/never", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(transactionOf(answer).getTransaction()).isEqualTo("GET /later/never");
    }

    @Test
    void reportsABodyThatBreaksOffAndDoesNotTouchIt() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/later/streamed"))
                .header("X-Request-ID", "streamed-1")
                .build();

        assertThatThrownBy(() -> CLIENT.send(request, HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
        // Spring Security may write headers while the body is being streamed; where Tomcat then ends the connection
        // before its first byte, the client asks once more with the same id. Each of these requests is one trace.
        Awaitility.await().untilAsserted(() -> assertThat(sentry.events())
                .filteredOn(event -> "streamed-1".equals(event.getTag("request_id")))
                .filteredOn(event -> isOf(IllegalStateException.class, event))
                .allSatisfy(event -> assertThat(event.getTransaction()).isEqualTo("GET /later/streamed"))
                .extracting(event ->
                        Objects.requireNonNull(event.getContexts().getTrace()).getTraceId())
                .isNotEmpty()
                .doesNotHaveDuplicates());
    }

    private static boolean isOf(Class<? extends Throwable> type, SentryEvent event) {
        return Objects.requireNonNullElse(event.getExceptions(), List.<SentryException>of()).stream()
                .anyMatch(exception -> type.getSimpleName().equals(exception.getType()));
    }

    @Test
    void leavesAnErrorTheApplicationSentToTheErrorPage() throws Exception {
        HttpResponse<String> answer = get("/send-error", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("\"path\":\"/send-error\"");
    }

    @Test
    void reportsAnExceptionThatIsKeptInAConstantForEachRequest() throws Exception {
        SentryEvent first = onlyEventOf(get("/constant"));
        HttpResponse<String> answer = get("/constant");
        SentryEvent second = onlyEventOf(answer);

        assertThat(second.getEventId()).isNotEqualTo(first.getEventId());
        assertThat(answer.headers().firstValue("X-Sentry-Event-Id")).hasValue(Objects.toString(second.getEventId()));
    }

    @Test
    void answersAndReportsAnExceptionAroundOurFilter() throws Exception {
        HttpResponse<String> answer = get("/outer", "X-Request-ID", "outer-1", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("\"instance\":\"/outer\"", "\"requestId\":\"outer-1\"", "\"eventId\":\"")
                .doesNotContain("outside");
        assertThat(transactionOf(answer).getTransaction()).isEqualTo("GET <unmatched>");
    }

    @Test
    void reportsAnExceptionThatComesAfterTheAnswerFromAFilterAroundOurs() throws Exception {
        HttpResponse<String> answer = get("/ok/outer-after");

        assertThat(answer.statusCode()).isEqualTo(200);
        SentryEvent event = Awaitility.await()
                .until(() -> eventsOf(answer), events -> !events.isEmpty())
                .get(0);
        assertThat(event.getTransaction()).isEqualTo("GET /ok/{id}");
        assertThat(Objects.requireNonNull(event.getRequest()).getUrl()).endsWith("/ok/outer-after");
        assertThat(eventsOf(answer)).hasSize(1);
    }

    @Test
    void leavesTheAnswerToAnExceptionThatCannotBeLookedAt() throws Exception {
        HttpResponse<String> answer = get("/hostile/answered");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("in silence");
    }

    @Test
    void forgetsTheHeadersOfTheAnswerThatFailedAndNoOthers() throws Exception {
        HttpResponse<String> answer = get("/download", "Accept", "application/json");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().map())
                .doesNotContainKeys(
                        "Content-Encoding", "content-encoding", "Content-Disposition", "content-disposition");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("public");
        assertThat(answer.headers().firstValue("X-Kept")).hasValue("yes");
        assertThat(answer.headers().firstValue("X-Request-ID")).isPresent();
    }

    @Test
    void leavesTheAnswerToTheApplicationWhereItsIdCannotBeWritten() throws Exception {
        HttpResponse<String> answer = get("/ok/no-header");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Request-ID")).isEmpty();
    }

    @Test
    void givesTheThreadBackAsItWas() throws Exception {
        transactionOf(get("/ok/thread"));

        Awaitility.await().untilAsserted(() -> assertThat(WatchedApplication.afterwards.get())
                .isEqualTo("of-the-outer-filter null"));
    }

    @Test
    void answersAHeadRequestWithoutABody() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/fail/1"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void callsTheRouteTheSameInMetrics() throws Exception {
        transactionOf(get("/ok/6"));
        transactionOf(get("/nowhere/6"));

        MeterRegistry registry = context.getBean(MeterRegistry.class);
        Awaitility.await().untilAsserted(() -> assertThat(
                        registry.find("http.server.requests").timers())
                .extracting(timer ->
                        timer.getId().getTag("method") + " " + timer.getId().getTag("uri"))
                .contains("GET /ok/{id}", "GET <unmatched>")
                .doesNotContain("GET UNKNOWN", "GET /**"));
    }

    private static SentryEvent onlyEventOf(HttpResponse<String> answer) {
        assertThat(eventsOf(answer)).hasSize(1);
        return eventsOf(answer).get(0);
    }

    private static List<SentryEvent> eventsOf(HttpResponse<String> answer) {
        transactionOf(answer);
        return sentry.events().stream()
                .filter(event -> requestIdOf(answer).equals(event.getTag("request_id")))
                .toList();
    }

    /** Waits for the end of the request: its answer can be read before. */
    private static SentryTransaction transactionOf(HttpResponse<String> answer) {
        return Awaitility.await()
                .until(
                        () -> sentry.transactions().stream()
                                .filter(transaction -> requestIdOf(answer).equals(transaction.getTag("request_id")))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static String requestIdOf(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-ID").orElseThrow();
    }

    private static List<Breadcrumb> httpBreadcrumbs(SentryEvent event) {
        return httpBreadcrumbs(event.getBreadcrumbs());
    }

    private static List<Breadcrumb> httpBreadcrumbs(@Nullable List<Breadcrumb> breadcrumbs) {
        return Objects.requireNonNull(breadcrumbs).stream()
                .filter(breadcrumb -> "http".equals(breadcrumb.getCategory()))
                .toList();
    }

    private static String requestIdFor(String incoming) throws Exception {
        return get("/ok/1", "X-Request-ID", incoming)
                .headers()
                .firstValue("X-Request-ID")
                .orElseThrow();
    }

    private static HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }
}
