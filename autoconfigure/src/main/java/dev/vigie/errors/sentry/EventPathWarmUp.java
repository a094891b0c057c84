package dev.vigie.errors.sentry;

import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.ITransportFactory;
import io.sentry.RequestDetails;
import io.sentry.Scope;
import io.sentry.Sentry;
import io.sentry.SentryClient;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Makes an event nobody sees once the application is ready, so that the first real error does not pay for loading the
 * SDK's classes. Beside the SDK of the application, with options of its own: nothing is sent, counted or remembered.
 */
final class EventPathWarmUp implements ApplicationListener<ApplicationReadyEvent> {

    /** Some more than one: what runs often is compiled. */
    private static final int EVENTS = 5;

    private final boolean wanted;

    EventPathWarmUp(boolean wanted) {
        this.wanted = wanted;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // a hint is enough: nothing waits for it
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (!wanted || !Sentry.isEnabled()) {
            return;
        }
        Thread warmUp = new Thread(EventPathWarmUp::warmUp, "vigie-warm-up");
        warmUp.setDaemon(true);
        warmUp.setPriority(Thread.MIN_PRIORITY);
        // Whatever goes wrong goes wrong for nobody.
        warmUp.setUncaughtExceptionHandler((thread, trouble) -> {});
        warmUp.start();
    }

    static void warmUp() {
        SentryOptions options = new SentryOptions();
        options.setDsn("https://key@localhost/1");
        options.setTransportFactory(new Nowhere());
        options.setEnableDeduplication(false);
        SentryClient client = new SentryClient(options);
        for (int i = 0; i < EVENTS; i++) {
            Scope scope = new Scope(options);
            scope.addBreadcrumb(new Breadcrumb("warm-up"));
            scope.setTag("request_id", "warm-up");
            client.captureEvent(
                    SentryCapture.eventOf(new IllegalStateException("warm-up", new IOException("cause")), false),
                    scope,
                    new Hint());
        }
    }

    /** Writes envelopes as they would be sent, and throws the bytes away. */
    private static final class Nowhere implements ITransportFactory, ITransport {

        private @Nullable SentryOptions options;

        @Override
        public ITransport create(SentryOptions options, RequestDetails requestDetails) {
            this.options = options;
            return this;
        }

        @Override
        public void send(SentryEnvelope envelope, Hint hint) throws IOException {
            SentryOptions known = options;
            if (known == null) {
                return;
            }
            try (OutputStream out = new GZIPOutputStream(OutputStream.nullOutputStream())) {
                known.getSerializer().serialize(envelope, out);
            } catch (Exception unwritable) {
                throw new IOException(unwritable);
            }
        }

        @Override
        public void flush(long timeoutMillis) {}

        @Override
        public @Nullable RateLimiter getRateLimiter() {
            return null;
        }

        @Override
        public void close(boolean isRestarting) {}

        @Override
        public void close() {}
    }
}
