package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.PrivacyProperties;
import dev.vigie.privacy.RequestData;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The error a start failed with, as one event that is sent before the process ends. A failing start has closed the SDK
 * already, or never came to its own: then it is started once more, for this event alone.
 */
final class FailedStart {

    private static final long LONGEST_WAIT_MILLIS = 2000;

    /** What is not sent by then is not sent by waiting twice. */
    private static final long CLOSING_MILLIS = 100;

    private final Environment environment;
    private final @Nullable Class<?> mainClass;

    FailedStart(Environment environment, @Nullable Class<?> mainClass) {
        this.environment = environment;
        this.mainClass = mainClass;
    }

    void report(Throwable error) {
        if (Sentry.isEnabled()) {
            // A runner failed, or somebody started the SDK by hand.
            capture(error);
            Sentry.flush(LONGEST_WAIT_MILLIS);
            closeSoon(Sentry.getCurrentScopes().getOptions());
            return;
        }
        String dsn = environment.getProperty("sentry.dsn");
        boolean enabled = environment.getProperty("sentry.enabled", Boolean.class, true);
        if (enabled && StringUtils.hasText(dsn) && SentryDsn.problemOf(dsn) == null) {
            inTime(() -> sendAlone(error, dsn.strip()));
        }
    }

    private static void capture(Throwable error) {
        new SentryCapture(new ReportedErrors(), new ErrorCounts()).exception(error, false, Map.of());
    }

    /** On a thread of its own: the SDK asks for the host's name, and nothing of ours may hold up the end. */
    private static void inTime(Runnable sending) {
        Thread sender = new Thread(sending, "vigie-failed-start");
        sender.setDaemon(true);
        sender.setUncaughtExceptionHandler((thread, ourTrouble) -> {});
        sender.start();
        try {
            sender.join(LONGEST_WAIT_MILLIS + CLOSING_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendAlone(Throwable error, String dsn) {
        SentryOptions options = options();
        options.setDsn(dsn);
        options.setEnabled(true);
        options.setEnableUncaughtExceptionHandler(false);
        options.setEnableShutdownHook(false);
        options.setEnableDeduplication(false);
        options.setEnableBackpressureHandling(false);
        options.setTracesSampleRate(null);
        closeSoon(options);
        if (mainClass != null) {
            options.addInAppInclude(mainClass.getPackageName());
        }
        options.addEventProcessor(new EventLocations(new ErrorCounts(), Thread.currentThread()));
        options.addEventProcessor(masking());
        Sentry.init(options);
        try {
            capture(error);
            Sentry.flush(LONGEST_WAIT_MILLIS);
        } finally {
            Sentry.close();
        }
    }

    /** As {@code vigie.privacy.*} says; where that is what ended the start, as without a word. */
    private EventMasking masking() {
        PrivacyProperties privacy;
        try {
            privacy = Binder.get(environment).bindOrCreate("vigie.privacy", PrivacyProperties.class);
        } catch (BindException notUsable) {
            privacy = new Binder().bindOrCreate("vigie.privacy", PrivacyProperties.class);
        }
        Masking masking = Masking.of(privacy);
        return EventMasking.of(masking, RequestData.of(privacy, masking), PersonalData.of(privacy));
    }

    /** As {@code sentry.*} says; where that is what ended the start, as far as strings go. */
    private SentryOptions options() {
        try {
            SentryOptions bound = new SentryOptions();
            Binder.get(environment).bind("sentry", Bindable.ofInstance(bound));
            return bound;
        } catch (BindException notUsable) {
            SentryOptions plain = new SentryOptions();
            plain.setEnvironment(environment.getProperty("sentry.environment"));
            plain.setRelease(environment.getProperty("sentry.release"));
            return plain;
        }
    }

    private static void closeSoon(SentryOptions options) {
        options.setFlushTimeoutMillis(CLOSING_MILLIS);
        options.setShutdownTimeoutMillis(CLOSING_MILLIS);
    }
}
