package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.errors.Activation;
import dev.vigie.test.RecordedSentry;
import io.sentry.Breadcrumb;
import io.sentry.IScopes;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ScopeType;
import io.sentry.ScopesAdapter;
import io.sentry.Sentry;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryId;
import io.sentry.protocol.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That nobody can tell scopes that are made late from those that were there all along. */
class LazyScopesTests {

    private final RecordedSentry sentry = new RecordedSentry();
    private final List<Activation> activations = new ArrayList<>();

    @BeforeEach
    void startSentry() {
        start(options -> {});
    }

    private void start(Consumer<SentryOptions> more) {
        Sentry.init(options -> {
            options.setDsn(RecordedSentry.DSN);
            options.setTransportFactory(sentry);
            options.setTracesSampleRate(0.0);
            more.accept(options);
        });
    }

    @AfterEach
    void closeSentry() {
        for (int i = activations.size() - 1; i >= 0; i--) {
            activations.get(i).close();
        }
        Sentry.close();
    }

    @Test
    void nothingThatIsOnlyWrittenMakesScopes() {
        SentryRequestScope request = entered();

        Sentry.setUser(new User());
        Sentry.setTag("tenant", "7");
        Sentry.setExtra("size", "large");
        Sentry.addBreadcrumb(new Breadcrumb("a line"));
        assertThat(Sentry.isEnabled()).isTrue();
        assertThat(ScopesAdapter.getInstance().getOptions())
                .isSameAs(Sentry.getGlobalScope().getOptions());
        assertThat(new SentrySpans().current()).isNull();

        assertThat(request.isUntouched()).isTrue();
    }

    @Test
    void whatWasWrittenStandsOnTheEventInItsOrder() {
        entered();
        User user = new User();
        user.setId("early");
        Sentry.setUser(user);
        user.setId("42");
        Sentry.setTag("tenant", "1");
        Sentry.setTag("tenant", "2");
        Sentry.setTag("gone", "1");
        Sentry.removeTag("gone");
        Sentry.setExtra("size", "large");
        Sentry.addBreadcrumb(new Breadcrumb("first"));
        Breadcrumb second = new Breadcrumb("second");
        Sentry.addBreadcrumb(second);
        second.setData("status", 200);
        Sentry.addBreadcrumb("third");

        SentryEvent event = captured();

        assertThat(Objects.requireNonNull(event.getUser()).getId()).isEqualTo("42");
        assertThat(event.getTag("tenant")).isEqualTo("2");
        assertThat(event.getTag("gone")).isNull();
        assertThat(event.getExtra("size")).isEqualTo("large");
        assertThat(messages(event)).containsExactly("first", "second", "third");
        assertThat(Objects.requireNonNull(event.getBreadcrumbs()).get(2).getData("status"))
                .isEqualTo(200);
        assertThat(event.getTransaction()).isEqualTo("GET /organisations/{id}");
    }

    @Test
    void theLastBreadcrumbsAreKeptAsManyAsTheSettingSays() {
        Sentry.close();
        start(options -> options.setMaxBreadcrumbs(3));
        entered();
        for (int i = 0; i < 300; i++) {
            Sentry.addBreadcrumb(new Breadcrumb("line " + i));
        }

        assertThat(messages(captured())).containsExactly("line 297", "line 298", "line 299");
    }

    @Test
    void beforeBreadcrumbIsAskedOnceAndWhenTheBreadcrumbIsAdded() {
        Sentry.close();
        AtomicInteger asked = new AtomicInteger();
        start(options -> options.setBeforeBreadcrumb((breadcrumb, hint) -> {
            asked.incrementAndGet();
            return "secret".equals(breadcrumb.getMessage()) ? null : breadcrumb;
        }));
        entered();

        Sentry.addBreadcrumb(new Breadcrumb("secret"));
        Sentry.addBreadcrumb(new Breadcrumb("plain"));

        assertThat(asked).hasValue(2);
        assertThat(messages(captured())).containsExactly("plain");
        assertThat(asked).hasValue(2);
    }

    @Test
    void aUserThatLeavesIsGone() {
        entered();
        User user = new User();
        user.setId("42");
        Sentry.setUser(user);
        Sentry.setUser(null);

        assertThat(Objects.requireNonNull(captured().getUser()).getId()).isNull();
    }

    static Stream<Arguments> uses() {
        return Stream.of(
                use("configureScope", () -> Sentry.configureScope(scope -> scope.setTag("own", "1"))),
                use("captureMessage", () -> Sentry.captureMessage("hello")),
                use("captureException", () -> Sentry.captureException(new IllegalStateException())),
                use("pushScope", () -> Sentry.pushScope().close()),
                use("withScope", () -> Sentry.withScope(scope -> scope.setTag("own", "1"))),
                use("forkedScopes", () -> Sentry.forkedScopes("own")),
                use("getSpan", Sentry::getSpan),
                use("getTraceparent", Sentry::getTraceparent),
                use("getBaggage", Sentry::getBaggage),
                use("setLevel", () -> Sentry.setLevel(SentryLevel.ERROR)),
                use("logger", () -> Sentry.logger().info("hello")),
                use("getScope", () -> Sentry.getCurrentScopes().getScope()),
                use("startSession", Sentry::startSession),
                use("startTransaction", () -> Sentry.startTransaction("own", "task")));
    }

    private static Arguments use(String name, Runnable use) {
        return Arguments.of(name, use);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uses")
    void everythingElseMakesThemAndLeavesNothingOnTheThread(String name, Runnable use) {
        IScopes before = Sentry.getCurrentScopes();
        SentryRequestScope request = OpenedRequest.open();
        Activation activation = request.activate();
        Sentry.setTag("tenant", "7");

        use.run();

        assertThat(request.isUntouched()).as(name).isFalse();
        assertThat(captured().getTag("tenant")).isEqualTo("7");
        request.finish(200);
        activation.close();
        assertThat(Sentry.getCurrentScopes()).isSameAs(before);
        assertThat(captured().getTag("tenant")).isNull();
    }

    @Test
    void aThreadWithoutScopesIsLeftWithoutScopes() throws Exception {
        assertThat(onAnotherThread(() -> {
                    Activation activation = OpenedRequest.open().activate();
                    Sentry.setTag("tenant", "7");
                    Sentry.captureMessage("hello");
                    activation.close();
                    return Sentry.getCurrentScopes(false).isNoOp();
                }))
                .isTrue();
    }

    @Test
    void anotherThreadOfTheRequestSeesTheSame() throws Exception {
        SentryRequestScope request = entered();
        Sentry.setTag("tenant", "7");
        IScopes handedOn = Sentry.getCurrentScopes();

        onAnotherThread(() -> {
            Activation activation = request.activate();
            Sentry.setExtra("from", "the dispatch");
            activation.close();
            ISentryLifecycleToken token = Sentry.setCurrentScopes(handedOn);
            Sentry.configureScope(scope -> scope.setTag("other", "8"));
            token.close();
            return "";
        });

        assertThat(captured().getTags()).containsEntry("tenant", "7").containsEntry("other", "8");
        assertThat(captured().getExtra("from")).isEqualTo("the dispatch");
    }

    @Test
    void whatIsWrittenInScopesOfTheApplicationStaysThere() {
        entered();
        Sentry.setTag("tenant", "7");

        Sentry.withScope(scope -> {
            scope.setTag("inner", "1");
            assertThat(captured().getTags()).containsEntry("inner", "1").containsEntry("tenant", "7");
        });
        ISentryLifecycleToken token = Sentry.pushIsolationScope();
        Sentry.setTag("pushed", "1");
        assertThat(captured().getTags()).containsEntry("pushed", "1").containsEntry("tenant", "7");
        token.close();

        assertThat(captured().getTags()).containsEntry("tenant", "7").doesNotContainKeys("inner", "pushed");
    }

    @Test
    void oneRequestKnowsNothingOfTheOther() {
        SentryRequestScope one = entered();
        Sentry.setTag("tenant", "one");
        entered();
        Sentry.setTag("size", "other");

        assertThat(captured().getTags()).containsEntry("size", "other").doesNotContainKey("tenant");
        activations.remove(1).close();
        assertThat(one.isUntouched()).isTrue();
        assertThat(captured().getTags()).containsEntry("tenant", "one").doesNotContainKey("size");
    }

    @Test
    void theSdkCanBeClosedFromWithinARequest() {
        entered();
        SentryOptions options = Sentry.getGlobalScope().getOptions();

        Sentry.close();

        assertThat(Sentry.isEnabled()).isFalse();
        assertThat(Sentry.getGlobalScope().getClient().isEnabled()).isFalse();
        assertThat(options.getExecutorService().isClosed()).isTrue();
        assertThat(Sentry.captureMessage("to nobody")).isEqualTo(SentryId.EMPTY_ID);
    }

    @Test
    void theSdkCanBeStartedAgainFromWithinARequest() {
        entered();
        Sentry.setTag("tenant", "7");

        start(options -> options.setRelease("second"));

        assertThat(captured().getRelease()).isEqualTo("second");
        assertThat(Sentry.getGlobalScope().getClient().isEnabled()).isTrue();
    }

    @Test
    void thereIsNoStandInWithoutSentry() {
        Sentry.close();

        assertThat(LazyScopes.areWanted()).isFalse();
        assertThat(new SentryRequestScopes(OpenedRequest.CAPTURE, OpenedRequest.TIMEOUT)
                        .open(new OpenedRequest(), OpenedRequest.NOTHING_COMES_IN)
                        .traceId())
                .isNull();
    }

    @Test
    void whatTheSdkThrowsIsThrownAsItIs() {
        entered();

        assertThatThrownBy(() -> Sentry.getCurrentScopes().captureEnvelope(NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("SentryEnvelope is required.");
    }

    @Test
    void theStandInIsAnObjectLikeAnyOther() {
        entered();
        IScopes standIn = Sentry.getCurrentScopes();

        assertThat(standIn).isIn(Set.of(standIn)).isNotEqualTo("");
        assertThat(standIn).hasToString("scopes of a request, not made yet");
        assertThat(standIn.isNoOp()).isFalse();
        assertThat(standIn.isAncestorOf(standIn.forkedScopes("own"))).isTrue();
    }

    @Test
    void writtenOnTheGlobalScopeItStandsOnEveryEvent() {
        entered();
        Sentry.configureScope(ScopeType.GLOBAL, scope -> scope.setTag("everywhere", "1"));

        assertThat(captured().getTags()).containsEntry("everywhere", "1");
        Sentry.configureScope(ScopeType.GLOBAL, scope -> scope.removeTag("everywhere"));
    }

    @SuppressWarnings("NullAway") // an application's mistake
    private static final SentryEnvelope NONE = null;

    private SentryRequestScope entered() {
        SentryRequestScope request = OpenedRequest.open();
        activations.add(request.activate());
        return request;
    }

    /** What stands on an event that is captured now. */
    private SentryEvent captured() {
        Sentry.captureMessage("now");
        List<SentryEvent> events = sentry.events();
        return events.get(events.size() - 1);
    }

    /** Of the breadcrumbs, but for that of the request itself. */
    private static List<String> messages(SentryEvent event) {
        return Objects.requireNonNull(event.getBreadcrumbs()).stream()
                .map(Breadcrumb::getMessage)
                .filter(Objects::nonNull)
                .toList();
    }

    private static <T> T onAnotherThread(Callable<T> task) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(task).get();
        } finally {
            thread.shutdownNow();
        }
    }
}
