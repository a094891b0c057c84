package dev.vigie.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.vigie.privacy.Masking;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The one logback of this JVM, and the applications that share it: each line of one could be that of another. */
final class SharedLogback {

    private static final ReentrantLock ALONE = new ReentrantLock();

    private static final RunningApplications RUNNING = new RunningApplications();

    /** Of all applications that run. */
    private static volatile Masking masking = Masking.of(List.of());

    private SharedLogback() {}

    /** Applications start and end when they like; what they do to the one logback they do one after the other. */
    static void alone(Runnable change) {
        ALONE.lock();
        try {
            change.run();
        } finally {
            ALONE.unlock();
        }
    }

    /** Null where another library logs. */
    static @Nullable LoggerContext context() {
        return LoggerFactory.getILoggerFactory() instanceof LoggerContext context ? context : null;
    }

    /** What is secret in an application counts until it has ended. */
    static void use(Environment application, Masking secrets) {
        alone(() -> useAlone(application, secrets));
    }

    private static void useAlone(Environment application, Masking secrets) {
        tell(RUNNING.with(application, secrets));
        LoggerContext context = context();
        if (context != null) {
            LinePipeline.allIn(context).forEach(AsyncLineAppender::wake);
        }
    }

    /** Its environment was replaced by another. */
    static void goOnWith(Environment before, Environment application) {
        RUNNING.replace(before, application);
        LoggerContext context = context();
        if (context != null && isOf(context, before)) {
            context.putObject(Environment.class.getName(), application);
        }
    }

    /** Whether it was set up, the last time, for this application. */
    @SuppressWarnings("ReferenceEquality") // the very same one
    static boolean isOf(LoggerContext context, Environment application) {
        return context.getObject(Environment.class.getName()) == application;
    }

    /** What it asked for, unless it has a configuration of its own. */
    static void asks(Environment application, LoggingSettings settings) {
        RUNNING.asks(application, settings);
    }

    static boolean isRunning(Environment application) {
        return RUNNING.knows(application);
    }

    static boolean isAnyRunning() {
        return !RUNNING.isEmpty();
    }

    /** When there are no others, what is said later is masked and written as before. */
    static void forget(Environment application) {
        alone(() -> forgetAlone(application));
    }

    private static void forgetAlone(Environment application) {
        LoggerContext context = context();
        if (!RUNNING.forget(application) || context == null) {
            return;
        }
        if (RUNNING.isEmpty()) {
            LinePipeline.allIn(context).forEach(AsyncLineAppender::rest);
        } else {
            tell(RUNNING.secrets());
            if (isOf(context, application) && StringUtils.hasText(application.getProperty("logging.config"))) {
                // Only a new beginning takes away what it brought.
                beginFor(RUNNING.latestBut(application));
            }
            LogbackSetup.goOn(context, RUNNING.settings());
        }
    }

    private static void beginFor(@Nullable Environment application) {
        try {
            if (application instanceof ConfigurableEnvironment running
                    && LoggingSystem.get(LoggingSystem.class.getClassLoader())
                            instanceof WatchedLogbackSystem logback) {
                logback.beginFor(running);
            }
        } catch (RuntimeException | LinkageError itsConfiguration) {
            // The other one ends nevertheless, and what there is goes on.
        }
    }

    /** Of the others, the one that started last. */
    static @Nullable Environment latestBut(@Nullable Environment application) {
        return RUNNING.latestBut(application);
    }

    /** logback has forgotten which one was whose, and the one that begins may have none. */
    static void chooseFileOfOthers(LoggerContext context, @Nullable Environment application) {
        LogFileChoice.choose(RUNNING.settingsWithout(application), context);
    }

    /** When one that is not set up by us has configured logback anew, the others keep their lines, or are told. */
    static void keepOthers(LoggerContext context, @Nullable Environment application, ClassLoader classLoader) {
        List<LoggingSettings> others = RUNNING.settingsWithout(application);
        if (others.isEmpty() || new LinePipeline(context).installed() != null) {
            return;
        }
        String own = application == null ? null : OwnLogbackConfiguration.find(application, classLoader);
        if (own == null && application != null && !LoggingSettings.isOn(application)) {
            LogbackSetup.goOnBeside(context, others);
        }
        if (new LinePipeline(context).installed() == null) {
            context.getLogger(SharedLogback.class)
                    .atWarn()
                    .addKeyValue("reason", own == null ? "an application logs in another way" : own)
                    .log("log_setup_replaced");
        }
    }

    /** What is secret in any application that runs. */
    static Masking masking() {
        return masking;
    }

    /** Every encoder of ours, those of an own configuration too, and those that come later. */
    private static void tell(Masking known) {
        masking = known;
        LoggerContext context = context();
        if (context != null) {
            for (Encoder<ILoggingEvent> encoder : LineEncoders.allIn(context.getLogger(Logger.ROOT_LOGGER_NAME))) {
                tell(encoder, known);
            }
        }
    }

    private static void tell(Encoder<ILoggingEvent> encoder, Masking known) {
        if (encoder instanceof JsonLineEncoder json) {
            json.setMasking(known);
        } else if (encoder instanceof TextLineEncoder text) {
            text.setMasking(known);
        }
    }
}
