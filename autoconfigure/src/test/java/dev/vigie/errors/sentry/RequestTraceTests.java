package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.Activation;
import dev.vigie.test.RecordedSentry;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ISpan;
import io.sentry.NoOpSpanFactory;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.TransactionContext;
import io.sentry.TransactionOptions;
import io.sentry.backpressure.IBackpressureMonitor;
import io.sentry.protocol.TransactionNameSource;
import io.sentry.util.TracingUtils;
import io.sentry.util.TracingUtils.TracingHeaders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a transaction that is begun late, or never, is for others what the SDK's own would have been. */
class RequestTraceTests {

    private static final String TRACE = "771a43a4192642f0b136d5159a501700";
    private static final String BAGGAGE = "sentry-trace_id=" + TRACE
            + ",sentry-public_key=key,sentry-sample_rate=0.4,sentry-sample_rand=0.7,sentry-environment=elsewhere";

    private final RecordedSentry sentry = new RecordedSentry();
    private final Map<String, Long> losses = new ConcurrentHashMap<>();

    @AfterEach
    void closeSentry() {
        Sentry.close();
    }

    private void start(@Nullable Double rate, Consumer<SentryOptions> more) {
        Sentry.init(options -> {
            options.setDsn(RecordedSentry.DSN);
            options.setTransportFactory(sentry);
            options.setTracesSampleRate(rate);
            options.setOnDiscard((reason, category, number) ->
                    losses.merge(reason.getReason() + " " + category.getCategory(), number, Long::sum));
            more.accept(options);
        });
    }

    /** What goes out must not differ from what the SDK sends in scopes it continued the trace in at once. */
    @ParameterizedTest(name = "rate {0}, caller {1}, its baggage {2}")
    @CsvSource({
        ",,",
        ",1,",
        ",1,true",
        ",0,true",
        "0,,",
        "0,0,",
        "0,0,true",
        "0,1,",
        "0,1,true",
        "0,none,",
        "0,none,true",
        "1,,",
        "1,0,",
        "1,0,true",
        "1,1,true",
        "1,none,true",
        "0.5,none,true"
    })
    void handsTheTraceOnAsTheSdkDoes(@Nullable Double rate, @Nullable String sampled, @Nullable Boolean withBaggage) {
        start(rate, options -> {});
        String header =
                sampled == null ? null : TRACE + "-771a43a4192642f0" + (sampled.equals("none") ? "" : "-" + sampled);
        String[] baggage = withBaggage == null ? new String[0] : new String[] {BAGGAGE};

        SentryRequestScope request = OpenedRequest.open(header, baggage);
        Activation activation = request.activate();
        Map<String, String> ours = outgoing(Sentry.getCurrentScopes());
        activation.close();
        Map<String, String> sdks = outgoing(asTheSdkDoes(header, List.of(baggage)));

        assertThat(ours).isEqualTo(sdks);
        assertThat(ours.get("sentry-trace")).matches("\\[trace]-\\[span](-[01])?");
        if (header != null) {
            assertThat(request.traceId()).isEqualTo(TRACE);
        }
    }

    @ParameterizedTest
    @CsvSource({"OPTIONS, true, true", "OPTIONS, false, false", "GET, false, true"})
    void thePropertyForOptionsRequestsIsRespected(String method, boolean traced, boolean recorded) {
        start(1.0, options -> options.setTraceOptionsRequests(traced));
        OpenedRequest facts = new OpenedRequest() {
            @Override
            public String method() {
                return method;
            }
        };

        RequestTrace trace =
                new RequestTrace(Sentry.getGlobalScope().getOptions(), facts, OpenedRequest.NOTHING_COMES_IN);

        assertThat(trace.isRecorded()).isEqualTo(recorded);
        IScopes scopes = Sentry.forkedRootScopes("test");
        trace.begin(scopes);
        assertThat(scopes.getTransaction() != null).isEqualTo(recorded);
    }

    @Test
    void theTraceOfTheRequestIsThatOfItsCallsAndEvents() {
        start(0.0, options -> {});
        SentryRequestScope request = OpenedRequest.open();
        String traceId = Objects.requireNonNull(request.traceId());
        Activation activation = request.activate();

        assertThat(request.isUntouched()).isTrue();
        assertThat(new SentrySpans().headers(null, "http://partner/", List.of()))
                .hasEntrySatisfying(
                        "sentry-trace",
                        value -> assertThat(value).startsWith(traceId).endsWith("-0"))
                .hasEntrySatisfying("baggage", value -> assertThat(value).contains("sentry-trace_id=" + traceId));
        Sentry.captureMessage("now");

        assertThat(sentry.events()).singleElement().satisfies(event -> assertThat(
                        Objects.requireNonNull(event.getContexts().getTrace()).getTraceId())
                .hasToString(traceId));
        activation.close();
    }

    @Test
    void anUnsampledTransactionIsThereForWhoAsksForIt() {
        start(0.0, options -> {});
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();

        ISpan span = Objects.requireNonNull(Sentry.getSpan());
        span.startChild("own").finish();
        request.finish(200);

        assertThat(span.isSampled()).isFalse();
        assertThat(span.isFinished()).isTrue();
        assertThat(Sentry.getSpan()).isNull();
        assertThat(sentry.transactions()).isEmpty();
        activation.close();
    }

    @Test
    void whoAsksWhenTheRequestIsOverGetsNone() {
        start(0.0, options -> {});
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();
        request.finish(200);

        assertThat(Sentry.getSpan()).isNull();
        assertThat(losses).containsEntry("sample_rate transaction", 1L);
        activation.close();
    }

    /** A transaction that was never begun, and one that was, are the same loss. */
    @ParameterizedTest(name = "used: {0}")
    @ValueSource(booleans = {false, true})
    void anUnsampledTransactionIsCountedOnce(boolean isUsed) {
        start(0.0, options -> {});
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();
        if (isUsed) {
            Sentry.getSpan();
        }

        request.finish(200);

        assertThat(losses).isEqualTo(Map.of("sample_rate transaction", 1L, "sample_rate span", 1L));
        activation.close();
    }

    @ParameterizedTest(name = "used: {0}")
    @ValueSource(booleans = {false, true})
    void whatBackPressureTakesIsCountedAsThat(boolean isUsed) {
        Lowering pressure = new Lowering();
        start(0.9, options -> options.setBackpressureMonitor(pressure));
        pressure.factor = 60;
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();
        if (isUsed) {
            Sentry.getSpan();
        }

        request.finish(200);

        assertThat(losses).isEqualTo(Map.of("backpressure transaction", 1L, "backpressure span", 1L));
        activation.close();
    }

    @Test
    void whatWasDecidedStaysWhenThePressureIsGone() {
        Lowering pressure = new Lowering();
        start(1.0, options -> options.setBackpressureMonitor(pressure));
        pressure.factor = 60;
        Activation activation = OpenedRequest.open().activate();
        pressure.factor = 0;

        assertThat(Objects.requireNonNull(Sentry.getSpan()).isSampled()).isFalse();
        activation.close();
    }

    @Test
    void aSampledTransactionBeginsAndEndsWithTheRequest() {
        start(1.0, options -> {});
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();
        assertThat(request.isUntouched()).isFalse();
        assertThat(new SentrySpans().current()).isNotNull();

        request.finish(404);

        assertThat(sentry.transactions()).singleElement().satisfies(transaction -> {
            assertThat(transaction.getTransaction()).isEqualTo("GET /organisations/{id}");
            assertThat(Objects.requireNonNull(transaction.getContexts().getTrace())
                            .getTraceId())
                    .hasToString(request.traceId());
            assertThat(transaction.getStatus()).hasToString("NOT_FOUND");
        });
        assertThat(losses).isEmpty();
        activation.close();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {0.0, 1.0})
    void theApplicationsSamplerIsAskedAtTheBeginningAndOnce(double answer) {
        AtomicReference<@Nullable Object> asked = new AtomicReference<>();
        AtomicInteger times = new AtomicInteger();
        start(
                null,
                options -> options.setTracesSampler(context -> {
                    times.incrementAndGet();
                    asked.set(Objects.requireNonNull(context.getCustomSamplingContext())
                            .get("request"));
                    return answer;
                }));
        SentryRequestScope request = OpenedRequest.open();
        assertThat(times).hasValue(1);
        Activation activation = request.activate();

        assertThat(Objects.requireNonNull(Sentry.getSpan()).isSampled()).isEqualTo(answer == 1.0);

        assertThat(asked).hasValue("the servlet request");
        assertThat(times).hasValue(1);
        activation.close();
    }

    @Test
    void aProfilesSamplerIsAskedToo() {
        AtomicInteger times = new AtomicInteger();
        start(
                0.0,
                options -> options.setProfilesSampler(context -> {
                    times.incrementAndGet();
                    return 0.0;
                }));

        OpenedRequest.open();

        assertThat(times).hasValue(1);
    }

    @Test
    void whereAnotherFactoryMakesSpansNothingIsDecidedHere() {
        start(0.0, options -> {});
        Sentry.getGlobalScope().getOptions().setSpanFactory(NoOpSpanFactory.getInstance());
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();

        assertThat(request.isUntouched()).isFalse();
        activation.close();
        request.finish(200);
        assertThat(losses).isEmpty();
    }

    @Test
    void anIgnoredOriginHasNoTransactionAndNoLoss() {
        start(0.0, options -> options.setIgnoredSpanOrigins(List.of("auto.http.vigie")));
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();

        assertThat(Sentry.getCurrentScopes().getTransaction()).isNull();
        activation.close();
        request.finish(200);
        assertThat(losses).isEmpty();
    }

    @Test
    void withoutTracingThereIsNoTransactionAndNoLoss() {
        start(null, options -> {});
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();
        assertThat(request.isUntouched()).isTrue();

        assertThat(Sentry.getSpan()).isNull();

        request.finish(200);
        assertThat(losses).isEmpty();
        activation.close();
    }

    @Test
    void theShareOfSampledRequestsIsTheRate() {
        start(0.25, options -> {});

        for (int i = 0; i < 4_000; i++) {
            SentryRequestScope request = OpenedRequest.open();
            request.finish(200);
        }
        int sampled = sentry.transactions().size();

        assertThat(sampled).isBetween(850, 1_150);
        assertThat(losses).containsEntry("sample_rate transaction", 4_000L - sampled);
    }

    private static IScopes asTheSdkDoes(@Nullable String header, List<String> baggage) {
        IScopes scopes = Sentry.forkedRootScopes("test");
        TransactionContext continued = scopes.continueTrace(header, baggage.isEmpty() ? null : baggage);
        if (scopes.getOptions().isTracingEnabled()) {
            TransactionContext context = Objects.requireNonNull(continued);
            context.setName("GET /organisations/7");
            context.setTransactionNameSource(TransactionNameSource.URL);
            TransactionOptions options = new TransactionOptions();
            options.setBindToScope(true);
            scopes.startTransaction(context, options);
        }
        return scopes;
    }

    /** The headers of a call to another application, but for what is different each time. */
    private static Map<String, String> outgoing(IScopes scopes) {
        ISentryLifecycleToken token = scopes.makeCurrent();
        try {
            Map<String, String> headers = new TreeMap<>();
            TracingHeaders trace = Objects.requireNonNull(TracingUtils.trace(scopes, null, scopes.getSpan()));
            headers.put("sentry-trace", neutral(trace.getSentryTraceHeader().getValue()));
            headers.put(
                    "baggage",
                    neutral(Objects.requireNonNull(trace.getBaggageHeader()).getValue()));
            headers.put(
                    "traceparent",
                    neutral(Objects.requireNonNull(Sentry.getTraceparent()).getValue()));
            return headers;
        } finally {
            token.close();
        }
    }

    private static String neutral(String header) {
        return header.replaceAll("[0-9a-f]{32}", "[trace]")
                .replaceAll("(?<=-)[0-9a-f]{16}", "[span]")
                .replaceAll("sample_rand=(?!0\\.7(,|$))[0-9.E-]+", "sample_rand=[rand]");
    }

    private static final class Lowering implements IBackpressureMonitor {

        private volatile int factor;

        @Override
        public void start() {
            // Nothing to watch.
        }

        @Override
        public int getDownsampleFactor() {
            return factor;
        }

        @Override
        public void close() {
            // See start.
        }
    }
}
