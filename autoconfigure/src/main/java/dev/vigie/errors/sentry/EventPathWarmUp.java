package dev.vigie.errors.sentry;

import ch.qos.logback.classic.spi.ThrowableProxy;
import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorsProperties;
import dev.vigie.errors.ReportRules;
import dev.vigie.errors.RequestScopes.Failure;
import dev.vigie.errors.TaskScopes.Location;
import io.sentry.Breadcrumb;
import io.sentry.Hint;
import io.sentry.ITransportFactory;
import io.sentry.RequestDetails;
import io.sentry.Scope;
import io.sentry.Scopes;
import io.sentry.Sentry;
import io.sentry.SentryClient;
import io.sentry.SentryEnvelope;
import io.sentry.SentryOptions;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.json.JsonWriter;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ClassUtils;

/**
 * Makes an event nobody sees once the application is ready, so that the first real error does not pay for loading the
 * SDK's classes. Beside the SDK of the application, with options of its own: nothing is sent, counted or remembered.
 */
final class EventPathWarmUp implements ApplicationListener<ApplicationReadyEvent> {

    /** Many, because what runs often is compiled; 0.1 s of a thread that gives way to all others. */
    private static final int EVENTS = 100;

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
        // Reads the manifests of all jars, once: the first event would.
        Sentry.getCurrentScopes().getOptions().getModulesLoader().getOrLoadModules();
        SentryOptions options = new SentryOptions();
        options.setDsn("https://key@localhost/1");
        options.setTransportFactory(new Nowhere());
        options.setEnableDeduplication(false);
        ErrorQuota quota = new ErrorQuota(new ErrorsProperties.Quota(false, 1, 1, 0), System::nanoTime);
        options.addEventProcessor(
                new OneErrorOneEvent(new ReportedErrors(), ReportRules.SERVER_ERRORS, quota, new ErrorCounts()));
        Scope scope = new Scope(options);
        scope.bindClient(new SentryClient(options));
        scope.addEventProcessor(new TaskEvents(new Location("warm-up", "warm-up"), false));
        Scopes scopes = new Scopes(scope, new Scope(options), new Scope(options), "vigie.warm-up");
        boolean logback = ClassUtils.isPresent(
                "ch.qos.logback.classic.spi.ThrowableProxy", EventPathWarmUp.class.getClassLoader());
        JsonWriter<Map<String, Object>> problem = JsonWriter.standard();
        Failure failure = new Failure(false, Map.of(), Map.of());
        for (int i = 0; i < EVENTS; i++) {
            Exception error = new IllegalStateException("warm-up", new IOException("cause"));
            scopes.addBreadcrumb(new Breadcrumb("warm-up"));
            scopes.captureEvent(SentryCapture.eventOf(error, failure, new Hint()), new Hint());
            problem.writeToString(Map.of("status", i));
            if (logback) {
                ErrorLine.of(error);
            }
        }
    }

    /** What logback makes of an exception; a class of its own, as there may be no logback. */
    private static final class ErrorLine {

        static void of(Exception error) {
            new ThrowableProxy(error).calculatePackagingData();
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
