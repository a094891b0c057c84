package dev.vigie.test;

import io.sentry.IScope;
import io.sentry.ISentryLifecycleToken;
import io.sentry.ITransportFactory;
import io.sentry.RequestDetails;
import io.sentry.ScopeType;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryTransaction;
import io.sentry.transport.ITransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;

/**
 * A Sentry whose envelopes stay in memory. It stands where the SDK's transport would: behind all event processors, the
 * masking and {@code beforeSend}, and it reads the bytes that would have been sent. What was captured is there when the
 * capturing call returns. AssertJ's {@code assertThat} takes it.
 *
 * <p>Put on a context by {@link RecordSentry}, or by hand as a bean together with {@code sentry.dsn=}{@link #DSN}.
 */
public final class RecordedSentry implements ITransportFactory, AssertProvider<RecordedSentryAssert> {

    /** Switches the SDK on; the host name can never be resolved. */
    public static final String DSN = "https://recorded@sentry.invalid/42";

    private final Object monitor = new Object();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final List<SentryTransaction> transactions = new ArrayList<>();
    private final List<String> envelopes = new ArrayList<>();
    private volatile @Nullable SentryOptions options;
    private @Nullable ISentryLifecycleToken scopesOfTheTest;

    @Override
    public ITransport create(SentryOptions sdkOptions, RequestDetails requestDetails) {
        this.options = sdkOptions;
        return new RecordingTransport(this, sdkOptions.getSerializer());
    }

    /** The events, in the order they were captured. They are read back from JSON: there is no throwable in them. */
    public List<SentryEvent> events() {
        return recorded().stream().map(RecordedEvent::event).toList();
    }

    /** The transactions, in the order they ended. */
    public List<SentryTransaction> transactions() {
        synchronized (monitor) {
            return List.copyOf(transactions);
        }
    }

    /** Each envelope as it would go over the wire, but for the compression; to look for what must not leave. */
    public List<String> envelopes() {
        synchronized (monitor) {
            return List.copyOf(envelopes);
        }
    }

    /** Forgets everything. */
    public void clear() {
        synchronized (monitor) {
            events.clear();
            transactions.clear();
            envelopes.clear();
        }
    }

    /**
     * Waits for what another thread captures.
     *
     * @return whether the condition held in time
     */
    public boolean await(Duration timeout, Predicate<RecordedSentry> condition) {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (monitor) {
            while (!condition.test(this)) {
                long millis = (end - System.nanoTime()) / 1_000_000;
                if (millis <= 0) {
                    return false;
                }
                try {
                    monitor.wait(millis);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
            return true;
        }
    }

    /** @deprecated for AssertJ; use {@code assertThat(sentry)} */
    @Deprecated
    @Override
    public RecordedSentryAssert assertThat() {
        return new RecordedSentryAssert(this);
    }

    List<RecordedEvent> recorded() {
        synchronized (monitor) {
            return List.copyOf(events);
        }
    }

    /** Whether the SDK has ever been started with it. */
    boolean isInUse() {
        return options != null;
    }

    void keep(RecordedEvent event) {
        synchronized (monitor) {
            events.add(event);
            monitor.notifyAll();
        }
    }

    void keep(String envelope) {
        synchronized (monitor) {
            envelopes.add(envelope);
            monitor.notifyAll();
        }
    }

    void keep(SentryTransaction transaction) {
        synchronized (monitor) {
            transactions.add(transaction);
            monitor.notifyAll();
        }
    }

    /**
     * Begins a test. The SDK is one per JVM: when another context has taken it since, or has closed it, it is started
     * again with the options of this one.
     */
    @SuppressWarnings("ReferenceEquality") // these options, not equal ones
    void attach() {
        SentryOptions own = options;
        if (own != null && (!Sentry.isEnabled() || Sentry.getGlobalScope().getOptions() != own)) {
            Sentry.init(own);
        }
        if (Sentry.isEnabled()) {
            scopesOfTheTest = Sentry.setCurrentScopes(Sentry.forkedRootScopes("vigie.test"));
            Sentry.configureScope(ScopeType.ISOLATION, IScope::clearBreadcrumbs);
        }
        clear();
    }

    /** Ends a test: what it told of a user, tags and breadcrumbs on its own thread is forgotten. */
    void detach() {
        ISentryLifecycleToken token = scopesOfTheTest;
        scopesOfTheTest = null;
        if (token != null) {
            token.close();
        }
    }
}
