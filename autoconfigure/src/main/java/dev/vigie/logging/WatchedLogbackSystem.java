package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.logback.LogbackLoggingSystem;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * Spring Boot's logback, which is as before when somebody initialises it anew in a running application: with our lines,
 * and with what was added since, Sentry's appender for one. logback itself tells nobody of a new beginning, as stopping
 * it takes every listener away.
 */
final class WatchedLogbackSystem extends LogbackLoggingSystem {

    WatchedLogbackSystem(ClassLoader classLoader) {
        super(classLoader);
    }

    /** Spring Boot keeps everything quiet from here on; an application that runs has appenders until they go. */
    @Override
    public void beforeInitialize() {
        SharedLogback.alone(this::beQuiet);
    }

    private void beQuiet() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context && SharedLogback.isAnyRunning()) {
            // First, so that there is no moment of quiet.
            TurboFilter open = new Open();
            context.getTurboFilterList().add(0, open);
            super.beforeInitialize();
            context.getTurboFilterList().removeIf(LateAdditions::isSpringBoots);
            context.getTurboFilterList().remove(open);
        } else {
            super.beforeInitialize();
        }
    }

    @Override
    public void initialize(
            LoggingInitializationContext initialization, @Nullable String configLocation, @Nullable LogFile logFile) {
        SharedLogback.alone(() -> begin(initialization, configLocation, logFile));
    }

    @Override
    public void cleanUp() {
        SharedLogback.alone(super::cleanUp);
    }

    private void begin(
            LoggingInitializationContext initialization, @Nullable String configLocation, @Nullable LogFile logFile) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)
                || context.getObject(LoggingSystem.class.getName()) != null) {
            super.initialize(initialization, configLocation, logFile);
            return;
        }
        LogFile writable = logFile == null || isWritable(initialization) ? logFile : null;
        Environment environment = initialization == null ? null : initialization.getEnvironment();
        if (!isSameApplication(context, environment) && !SharedLogback.isAnyRunning()) {
            // It begins with nothing of the one before.
            super.initialize(initialization, configLocation, writable);
            LateAdditions.fromHereOn(context);
            return;
        }
        LateAdditions late = LateAdditions.in(context);
        LinesMeanwhile meanwhile = LinesMeanwhile.beginIn(context);
        late.spareFrom(context);
        try {
            beginAnew(context, initialization, configLocation, writable, late);
        } finally {
            try {
                late.addTo(context);
            } finally {
                meanwhile.end();
            }
        }
    }

    /** For one that runs already. */
    void beginFor(ConfigurableEnvironment running) {
        beforeInitialize();
        initialize(
                new LoggingInitializationContext(running), running.getProperty("logging.config"), LogFile.get(running));
    }

    private void beginAnew(
            LoggerContext context,
            LoggingInitializationContext initialization,
            @Nullable String configLocation,
            @Nullable LogFile writable,
            LateAdditions late) {
        Environment environment = initialization == null ? null : initialization.getEnvironment();
        try {
            super.initialize(initialization, configLocation, writable);
        } catch (RuntimeException | Error itsConfiguration) {
            goOnWithoutIt(context, environment, itsConfiguration);
            throw itsConfiguration;
        }
        if (environment != null && !SharedLogback.isRunning(environment)) {
            late.leaveTo(environment);
        }
        LateAdditions.fromHereOn(context);
        SharedLogback.chooseFileOfOthers(context, environment);
        if (environment != null) {
            LoggingSetupListener.setUpAgain(environment, getClassLoader());
        }
        keepOthers(context, environment);
    }

    /** It does not start; the one that runs is left with no appender. */
    private void goOnWithoutIt(LoggerContext context, @Nullable Environment failed, Throwable why) {
        if (SharedLogback.latestBut(failed) instanceof ConfigurableEnvironment running) {
            try {
                super.initialize(
                        new LoggingInitializationContext(running),
                        running.getProperty("logging.config"),
                        LogFile.get(running));
                LateAdditions.fromHereOn(context);
                LoggingSetupListener.setUpAgain(running, getClassLoader());
            } catch (RuntimeException | Error again) {
                why.addSuppressed(again);
            }
        }
    }

    private void keepOthers(LoggerContext context, @Nullable Environment environment) {
        try {
            SharedLogback.keepOthers(context, environment, getClassLoader());
        } catch (RuntimeException | LinkageError ourTrouble) {
            // The start goes on as without us.
            context.getLogger(WatchedLogbackSystem.class).warn("log_setup_replaced", ourTrouble);
        }
    }

    /** Spring Boot's appender would fill the console with words of logback; ours says it in one line. */
    private boolean isWritable(@Nullable LoggingInitializationContext initialization) {
        Environment environment = initialization == null ? null : initialization.getEnvironment();
        try {
            return environment == null || LogPlace.prepare(environment, getClassLoader());
        } catch (RuntimeException | LinkageError ourTrouble) {
            // The start goes on as without us.
            return true;
        }
    }

    private static boolean isSameApplication(LoggerContext context, @Nullable Environment environment) {
        return environment != null && SharedLogback.isOf(context, environment) && LoggingSettings.isOn(environment);
    }

    /** Lets pass what the levels let pass. */
    private static final class Open extends TurboFilter {

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            return level.isGreaterOrEqual(logger.getEffectiveLevel()) ? FilterReply.ACCEPT : FilterReply.NEUTRAL;
        }
    }
}
