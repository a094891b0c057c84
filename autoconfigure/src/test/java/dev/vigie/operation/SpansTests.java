package dev.vigie.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.test.RecordedSentry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.sentry.SentryEvent;
import io.sentry.SpanStatus;
import io.sentry.protocol.SentrySpan;
import io.sentry.protocol.SentryTransaction;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** What stands in Sentry's trace of a request, seen from outside. */
@ExtendWith(OutputCaptureExtension.class)
class SpansTests {

    private static final String JOBS = "dev.vigie.operation.SpansApplication$Jobs.";

    private static ConfigurableApplicationContext context;
    private static RecordedSentry sentry;

    @BeforeAll
    static void start() {
        context = SpansApplication.start("--sentry.traces-sample-rate=1.0");
        sentry = context.getBean(RecordedSentry.class);
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void forget() {
        sentry.clear();
    }

    @Test
    void anOperationIsOneSpanWithItsFactsMaskedAndOneTimer() throws Exception {
        double before = timer("create_organisation", "success");

        SentryTransaction transaction = transactionOf("/operation");

        SentrySpan outer = only(transaction, "create_organisation");
        SentrySpan inner = only(transaction, "send_mail");
        assertThat(outer.getOp()).isEqualTo("function");
        assertThat(outer.getData()).containsEntry("org_id", 7).containsEntry("api_key", "***");
        assertThat(outer.getTags()).containsEntry("category", "Institution");
        assertThat(outer.getStatus()).isEqualTo(SpanStatus.OK);
        assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
        assertThat(transaction.getSpans()).hasSize(2);
        assertThat(timer("create_organisation", "success")).isEqualTo(before + 1);
        assertThat(timer("create_organisation", "error")).isZero();
    }

    @Test
    void anExceptionInsideMarksSpanTimerAndLine(CapturedOutput output) throws Exception {
        SentryTransaction transaction = transactionOf("/failing-operation");

        SentrySpan span = only(transaction, "fails");
        assertThat(span.getStatus()).isEqualTo(SpanStatus.INTERNAL_ERROR);
        assertThat(span.getData()).containsEntry("exception.type", IllegalStateException.class.getName());
        assertThat(timer("fails", "error")).isEqualTo(1);
        assertThat(timer("fails", "success")).isZero();
        assertThat(output)
                .containsPattern("slow_operation_detected.*\"operation\":\"fails\".*\"outcome\":\"error\","
                        + "\"exception\":\"java.lang.IllegalStateException\"");
    }

    @Test
    void anObservedMethodIsASpanAroundWhatItDoes() throws Exception {
        SentryTransaction transaction = transactionOf("/observed");

        SentrySpan observed = only(transaction, "ObservedService#work");
        SentrySpan sql = only(transaction, "db.sql.query", "select id, name from organisation where id = ?");
        assertThat(observed.getOp()).isEqualTo("function");
        assertThat(sql.getParentSpanId()).isEqualTo(observed.getSpanId());
        assertThat(transaction.getSpans()).hasSize(2);
    }

    @Test
    void aStatementIsOneSpanWithoutItsValues() throws Exception {
        SentryTransaction transaction = transactionOf("/sql");

        assertThat(transaction.getSpans())
                .extracting(SentrySpan::getDescription)
                .containsExactly(
                        "update organisation set name = ? where id = ?", "insert into organisation values (?, ?)");
        assertThat(transaction.getSpans())
                .allSatisfy(span -> assertThat(span.getOp()).isEqualTo("db.sql.query"));
        assertThat(transaction.getSpans().get(0).getData()).containsEntry("db.rows_affected", 1);
        assertThat(transaction.getSpans().get(1).getData()).containsEntry("db.operation.batch.size", 2);
    }

    @Test
    void aCallIsOneSpanByItsTemplateAndHandsTheTraceOn() throws Exception {
        SentryTransaction transaction = transactionOf("/call");

        SentrySpan call = only(transaction, "GET localhost/echo/{id}");
        assertThat(call.getOp()).isEqualTo("http.client");
        assertThat(call.getStatus()).isEqualTo(SpanStatus.OK);
        assertThat(String.valueOf(call.getData()))
                .contains("client.name=localhost")
                .doesNotContain("token");
        assertThat(transaction.getBreadcrumbs())
                .filteredOn(breadcrumb -> "GET localhost/echo/{id}".equals(breadcrumb.getMessage()))
                .hasSize(1);
        assertThat(transaction.getSpans()).hasSize(1);
        List<String> headers = context.getBean(SpansApplication.Endpoints.class).headers();
        assertThat(headers).hasSize(2);
        assertThat(headers.get(0)).startsWith(trace(transaction) + "-" + call.getSpanId());
        assertThat(headers.get(1)).contains("own=1").contains("sentry-trace_id=" + trace(transaction));
    }

    @Test
    void aScheduledRunIsATransactionOfItsOwn() {
        context.getBean(SpansApplication.Jobs.class).wanted.set(true);

        SentryTransaction transaction = Awaitility.await()
                .until(
                        () -> transactions(JOBS + "nightly").stream()
                                .filter(run -> !run.getSpans().isEmpty())
                                .toList(),
                        found -> !found.isEmpty())
                .get(0);

        assertThat(Objects.requireNonNull(transaction.getContexts().getTrace()).getOperation())
                .isEqualTo("task.scheduled");
        assertThat(transaction.getSpans())
                .extracting(SentrySpan::getDescription)
                .containsExactly("nightly_work");
    }

    @Test
    void aScheduledRunsTransactionEventAndLinesAreOfOneTraceAndName() {
        SpansApplication.Jobs jobs = context.getBean(SpansApplication.Jobs.class);
        jobs.toFail.set(true);

        Awaitility.await().untilAsserted(() -> assertThat(sentry.events()).hasSize(1));
        SentryEvent event = sentry.events().get(0);
        String trace = Objects.requireNonNull(event.getContexts().getTrace())
                .getTraceId()
                .toString();
        SentryTransaction run = Awaitility.await()
                .until(
                        () -> transactions(JOBS + "failing").stream()
                                .filter(each -> trace(each).equals(trace))
                                .toList(),
                        found -> found.size() == 1)
                .get(0);

        assertThat(jobs.failedIn).hasValue(trace);
        assertThat(event.getTransaction()).isEqualTo(run.getTransaction());
        assertThat(event.getTag("location")).isEqualTo("scheduled: " + run.getTransaction());
        assertThat(transactions(JOBS + "nightly"))
                .allSatisfy(other -> assertThat(trace(other)).isNotEqualTo(trace));
    }

    @Test
    void nothingOfSpringSecurityAndNoSecondSpanOfTheRequest() throws Exception {
        assertThat(transactionOf("/nothing").getSpans()).isEmpty();
    }

    @Test
    void theScrapeTellsNoStatement() throws Exception {
        transactionOf("/sql");
        transactionOf("/operation");

        assertThat(context.getBean(MeterRegistry.class).getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().toString().toLowerCase(java.util.Locale.ROOT))
                        .doesNotContain("organisation set")
                        .doesNotContain("jdbc.query"));
    }

    private static String trace(SentryTransaction transaction) {
        return Objects.requireNonNull(transaction.getContexts().getTrace())
                .getTraceId()
                .toString();
    }

    private static double timer(String operation, String outcome) {
        Timer timer = context.getBean(MeterRegistry.class)
                .find("vigie.operations")
                .tags("operation", operation, "outcome", outcome)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private static SentrySpan only(SentryTransaction transaction, String description) {
        return only(transaction, null, description);
    }

    private static SentrySpan only(
            SentryTransaction transaction, @org.jspecify.annotations.Nullable String op, String description) {
        List<SentrySpan> found = transaction.getSpans().stream()
                .filter(span -> description.equals(span.getDescription()))
                .filter(span -> op == null || op.equals(span.getOp()))
                .toList();
        assertThat(found)
                .as(
                        "spans %s among %s",
                        description,
                        transaction.getSpans().stream()
                                .map(SentrySpan::getDescription)
                                .toList())
                .hasSize(1);
        return found.get(0);
    }

    private static SentryTransaction transactionOf(String path) throws Exception {
        SpansApplication.get(context, path);
        return Awaitility.await()
                .until(() -> transactions("GET " + path), found -> !found.isEmpty())
                .get(0);
    }

    private static List<SentryTransaction> transactions(String name) {
        return sentry.transactions().stream()
                .filter(transaction -> name.equals(transaction.getTransaction()))
                .toList();
    }
}
