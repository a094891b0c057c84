package dev.vigie.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import dev.vigie.task.TaskApplication.Jobs;
import dev.vigie.task.TaskApplication.Mails;
import dev.vigie.test.RecordedSentry;
import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What {@code @Async} and {@code @Scheduled} methods fail with, seen from Sentry. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TaskErrorsTests {

    private static final Logger log = LoggerFactory.getLogger("app.jobs");
    private static final String TYPE = "dev.vigie.task.TaskApplication$";

    ConfigurableApplicationContext context;
    private RecordedSentry sentry;
    private Jobs jobs;
    private Mails mails;

    /** Further settings of the application. */
    abstract List<String> settings();

    /** Further beans of the application. */
    Class<?> beans() {
        return TaskApplication.class;
    }

    @BeforeAll
    void start() {
        List<String> all = new ArrayList<>(
                List.of("--server.port=0", "--sentry.dsn=" + RecordedSentry.DSN, "--vigie.environment=test"));
        all.addAll(settings());
        SpringApplication application = new SpringApplication(TaskApplication.class, beans());
        context = application.run(all.toArray(String[]::new));
        sentry = context.getBean(RecordedSentry.class);
        jobs = context.getBean(Jobs.class);
        mails = context.getBean(Mails.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @BeforeEach
    void forget() {
        sentry.clear();
    }

    @Test
    void aScheduledMethodThatFailsIsOneEventWithItsLocation() {
        expectFrom(jobs.atFixedRate, "fixedRate");
        expectFrom(jobs.withFixedDelay, "fixedDelay");
        expectFrom(jobs.byCron, "cron");
    }

    private void expectFrom(Queue<Runnable> things, String method) {
        sentry.clear();
        things.add(() -> {
            throw new IllegalStateException("cannot clean up");
        });
        SentryEvent event = onlyEvent();
        String task = TYPE + "Jobs." + method;
        assertThat(event.getExtra("location")).isEqualTo("scheduled: " + task);
        assertThat(event.getTag("location")).isEqualTo("scheduled: " + task);
        assertThat(event.getTransaction()).isEqualTo(task);
        assertThat(messageOf(event)).isEqualTo("cannot clean up");
        assertThat(event.getRequest()).isNull();
        assertThat(event.getTag("request_id")).isNull();
    }

    @Test
    void oneRunsBreadcrumbsAndTraceDoNotStandOnTheNext() {
        CountDownLatch done = new CountDownLatch(2);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        jobs.atFixedRate.add(() -> run("first", done, first));
        jobs.atFixedRate.add(() -> run("second", done, second));
        Awaitility.await().until(() -> sentry.events().size() == 2);

        SentryEvent one = eventWith("first failed");
        SentryEvent two = eventWith("second failed");
        assertThat(logged(one)).containsExactly("first begun");
        assertThat(logged(two)).containsExactly("second begun");
        assertThat(first.join()).matches("[0-9a-f]{32}").isNotEqualTo(second.join());
        assertThat(traceOf(one)).isEqualTo(first.join());
        assertThat(traceOf(two)).isEqualTo(second.join());
    }

    private static void run(String name, CountDownLatch done, CompletableFuture<String> traceId) {
        log.info("{} begun", name);
        traceId.complete(String.valueOf(MDC.get("traceId")));
        done.countDown();
        throw new IllegalStateException(name + " failed");
    }

    @Test
    void anExceptionKeptInAConstantIsANewErrorInEachRun() {
        RuntimeException constant = new IllegalStateException("constant");
        for (int i = 0; i < 2; i++) {
            jobs.atFixedRate.add(() -> {
                throw constant;
            });
        }
        Awaitility.await().until(() -> jobs.atFixedRate.isEmpty());
        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(2));
        staysAt(2);
    }

    @Test
    void theSchedulerGoesOnAndItsThreadIsGivenBackAsItWas() {
        jobs.withFixedDelay.add(() -> {
            throw new IllegalStateException("once");
        });
        CompletableFuture<String> later = new CompletableFuture<>();
        jobs.withFixedDelay.add(() -> later.complete("ran"));

        assertThat(later.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("ran");
        staysAt(1);
    }

    @Test
    void anErrorLoggedInARunHasItsLocation() {
        jobs.atFixedRate.add(() -> log.error("not well", new IllegalStateException("logged")));

        assertThat(onlyEvent().getExtra("location")).isEqualTo("scheduled: " + TYPE + "Jobs.fixedRate");
    }

    @Test
    void anAsyncMethodBelongsToTheRequestThatSubmittedIt() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        mails.waitFor(answered);
        HttpResponse<String> answer = TestApplication.get(context, "/mails/7");
        assertThat(answer.body()).isEqualTo("submitted");
        answered.countDown();

        SentryEvent event = onlyEvent();
        assertThat(event.getExtra("location")).isEqualTo("async: " + TYPE + "Mails.send");
        assertThat(event.getTransaction()).isEqualTo("GET /mails/{id}");
        assertThat(Objects.requireNonNull(event.getRequest()).getUrl()).endsWith("/mails/7");
        String requestId = answer.headers().firstValue("X-Request-ID").orElseThrow();
        assertThat(event.getTag("request_id")).isEqualTo(requestId);
        assertThat(Objects.requireNonNull(event.getUser()).getId()).isEqualTo("42");
        assertThat(logged(event)).containsExactly("before 7", "sending 7");
        assertThat(mails.fieldsInside())
                .containsEntry("requestId", requestId)
                .containsEntry("route", "GET /mails/{id}")
                .containsEntry("traceId", traceOf(event));
    }

    @Test
    void whatATaskAddsDoesNotComeBackToTheRequest() throws Exception {
        TestApplication.get(context, "/mails/8");
        onlyEvent();
        sentry.clear();

        TestApplication.get(context, "/plain");

        assertThat(logged(onlyEvent())).isEmpty();
    }

    @Test
    void everyWayAFutureFailsIsOneEvent() {
        List.of(mails.sendThrowing("a"), mails.sendFailed("b"), mails.sendLater("c"), mails.sendOld("d"))
                .forEach(TaskErrorsTests::awaitEnd);

        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(4));
        staysAt(4);
        assertThat(sentry.events())
                .allSatisfy(event ->
                        assertThat(event.getExtra("location")).asString().startsWith("async: " + TYPE + "Mails.send"))
                .allSatisfy(event -> assertThat(messageOf(event)).startsWith("cannot send"))
                .allSatisfy(event -> assertThat(event.getTransaction()).startsWith(TYPE + "Mails.send"));
        assertThat(sentry.events().stream().map(TaskErrorsTests::traceOf).distinct())
                .hasSize(4);
    }

    @Test
    void aFutureThatIsWellOrCancelledIsNone() {
        awaitEnd(mails.sendWell());
        awaitEnd(mails.sendCancelled());

        staysAt(0);
        assertThat(mails.name()).isEqualTo(Thread.currentThread().getName());
    }

    @Test
    void aFutureWhoseCallerAnswersWithAServerErrorIsStillOneEvent() throws Exception {
        HttpResponse<String> answer = TestApplication.get(context, "/awaited/9");

        assertThat(answer.statusCode()).isEqualTo(500);
        SentryEvent event = onlyEvent();
        assertThat(event.getTransaction()).isEqualTo("GET /awaited/{id}");
        assertThat(answer.headers().firstValue("X-Sentry-Event-Id")).hasValue(Objects.toString(event.getEventId()));
    }

    @Test
    void theThreadOfTheExecutorIsGivenBackAsItWas() throws Exception {
        TestApplication.get(context, "/mails/1");
        onlyEvent();
        sentry.clear();

        mails.send("2");

        SentryEvent event = onlyEvent();
        assertThat(mails.fieldsInside()).doesNotContainKeys("requestId", "route", "userId");
        assertThat(event.getTransaction()).isEqualTo(TYPE + "Mails.send");
        assertThat(event.getRequest()).isNull();
        assertThat(Objects.requireNonNull(event.getUser()).getId()).isNull();
        assertThat(logged(event)).containsExactly("sending 2");
    }

    private static void awaitEnd(java.util.concurrent.Future<?> future) {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | java.util.concurrent.CancellationException expected) {
            // This is what the test is about.
        } catch (InterruptedException | java.util.concurrent.TimeoutException notExpected) {
            throw new AssertionError(notExpected);
        }
    }

    private SentryEvent onlyEvent() {
        Awaitility.await().until(() -> !sentry.events().isEmpty());
        staysAt(1);
        return sentry.events().get(0);
    }

    /** The framework's own error lines come a moment later than the error. */
    private void staysAt(int count) {
        Awaitility.await().during(200, TimeUnit.MILLISECONDS).untilAsserted(() -> assertThat(sentry.events())
                .hasSize(count));
    }

    private SentryEvent eventWith(String message) {
        return sentry.events().stream()
                .filter(event -> message.equals(messageOf(event)))
                .findFirst()
                .orElseThrow();
    }

    private static String messageOf(SentryEvent event) {
        List<SentryException> exceptions = Objects.requireNonNull(event.getExceptions());
        return String.valueOf(exceptions.get(exceptions.size() - 1).getValue());
    }

    private static String traceOf(SentryEvent event) {
        return Objects.requireNonNull(event.getContexts().getTrace())
                .getTraceId()
                .toString();
    }

    /** What the application logged on the way. */
    private static List<String> logged(SentryEvent event) {
        List<Breadcrumb> breadcrumbs = event.getBreadcrumbs();
        return breadcrumbs == null
                ? List.of()
                : breadcrumbs.stream()
                        .filter(breadcrumb -> !"http".equals(breadcrumb.getCategory()))
                        .map(breadcrumb -> String.valueOf(breadcrumb.getMessage()))
                        .toList();
    }
}
