package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AsyncAppenderBase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * What code and operators gave to logback after it was configured: appenders, filters, listeners and levels.
 *
 * @param appenders by the name of their logger
 * @param levels by the name of their logger; empty where a level was taken away
 */
record LateAdditions(
        Map<String, List<Appender<ILoggingEvent>>> appenders,
        List<TurboFilter> filters,
        List<LoggerContextListener> listeners,
        Map<String, Optional<Level>> levels) {

    /** Where it stands in a context what its configuration made. */
    private static final String CONFIGURED = LateAdditions.class.getName() + ".configured";

    /** What is there now was configured; what comes is late. */
    static void fromHereOn(LoggerContext context) {
        Set<Object> parts = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<String, Optional<Level>> levels = new HashMap<>();
        for (Logger logger : context.getLoggerList()) {
            logger.iteratorForAppenders().forEachRemaining(parts::add);
            levels.put(logger.getName(), Optional.ofNullable(logger.getLevel()));
        }
        parts.addAll(context.getTurboFilterList());
        parts.addAll(context.getCopyOfListenerList());
        context.putObject(CONFIGURED, new Configured(parts, levels));
    }

    /** None where it is not known what was configured. */
    static LateAdditions in(LoggerContext context) {
        LateAdditions late = new LateAdditions(new HashMap<>(), new ArrayList<>(), new ArrayList<>(), new HashMap<>());
        if (context.getObject(CONFIGURED) instanceof Configured configured) {
            context.getLoggerList().forEach(logger -> late.collect(logger, configured));
            context.getTurboFilterList().stream()
                    .filter(filter -> configured.isLate(filter) && !isSpringBoots(filter))
                    .forEach(late.filters::add);
            context.getCopyOfListenerList().stream().filter(configured::isLate).forEach(late.listeners::add);
        }
        return late;
    }

    private void collect(Logger logger, Configured configured) {
        List<Appender<ILoggingEvent>> added = new ArrayList<>();
        for (Iterator<Appender<ILoggingEvent>> all = logger.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> appender = all.next();
            if (configured.isLate(appender) && !LinePipeline.NAME.equals(appender.getName())) {
                added.add(appender);
            }
        }
        if (!added.isEmpty()) {
            appenders.put(logger.getName(), added);
        }
        Optional<Level> level = Optional.ofNullable(logger.getLevel());
        if (!level.equals(configured.levels().getOrDefault(logger.getName(), Optional.empty()))) {
            levels.put(logger.getName(), level);
        }
    }

    /** The one that keeps everything quiet while Spring Boot configures, which takes it away itself. */
    static boolean isSpringBoots(TurboFilter filter) {
        return filter.getClass().getName().startsWith("org.springframework.boot.");
    }

    /**
     * Another application begins, which sets its own levels as Spring Boot does, and adds its own appender of Sentry
     * when it has a DSN: what is there of that may be of one that has ended.
     */
    void leaveTo(Environment other) {
        levels.clear();
        if (StringUtils.hasText(other.getProperty("sentry.dsn"))) {
            appenders.values().forEach(added -> added.removeIf(LateAdditions::isSentrys));
        }
    }

    private static boolean isSentrys(Appender<ILoggingEvent> appender) {
        return appender.getClass().getName().startsWith("io.sentry.");
    }

    /** Takes those aside that cannot be started again when logback has stopped them: they go on. */
    void spareFrom(LoggerContext context) {
        appenders.forEach((name, added) ->
                added.stream().filter(LateAdditions::isForOnce).forEach(context.getLogger(name)::detachAppender));
    }

    /** Those with a thread of their own: stopped, they have none, or nothing to write to. */
    private static boolean isForOnce(Appender<ILoggingEvent> appender) {
        return appender instanceof AsyncAppenderBase || appender instanceof AsyncLineAppender;
    }

    /** Puts everything where it was; what had been stopped with the context runs again. */
    void addTo(LoggerContext context) {
        List<Runnable> lost = new ArrayList<>();
        listeners.forEach(context::addListener);
        for (TurboFilter filter : filters) {
            tryTo(() -> add(filter, context), filter, context, "TurboFilter", lost);
        }
        levels.forEach((name, level) -> context.getLogger(name).setLevel(level.orElse(null)));
        appenders.forEach((name, added) -> {
            Logger logger = context.getLogger(name);
            List<Appender<ILoggingEvent>> configured = new ArrayList<>();
            logger.iteratorForAppenders().forEachRemaining(configured::add);
            for (Appender<ILoggingEvent> appender : added) {
                tryTo(() -> add(appender, logger, configured), appender, context, name, lost);
            }
        });
        // When the appenders are there.
        lost.forEach(Runnable::run);
    }

    /** Without one that code cannot start twice the others are as they were. */
    private static void tryTo(Runnable add, Object part, LoggerContext context, String of, List<Runnable> lost) {
        try {
            add.run();
        } catch (RuntimeException | LinkageError itsOwnTrouble) {
            lost.add(() -> context.getLogger(LateAdditions.class)
                    .atWarn()
                    .addKeyValue("part", part.getClass().getName())
                    .addKeyValue("of", of)
                    .setCause(itsOwnTrouble)
                    .log("log_addition_lost"));
        }
    }

    private static void add(TurboFilter filter, LoggerContext context) {
        filter.start();
        context.addTurboFilter(filter);
    }

    /** An own configuration may hold an appender that code adds where it finds none. */
    private static void add(Appender<ILoggingEvent> appender, Logger logger, List<Appender<ILoggingEvent>> configured) {
        if (configured.stream().anyMatch(other -> isSame(appender, other))) {
            if (isForOnce(appender)) {
                // It was spared; its thread would wait for ever.
                appender.stop();
            }
            return;
        }
        if (!appender.isStarted()) {
            appender.start();
        }
        logger.addAppender(appender);
    }

    private static boolean isSame(Appender<ILoggingEvent> one, Appender<ILoggingEvent> other) {
        return one.getClass() == other.getClass()
                && (one.getName() == null || one.getName().equals(other.getName()));
    }

    private record Configured(Set<Object> parts, Map<String, Optional<Level>> levels) {

        boolean isLate(Object part) {
            return !parts.contains(part);
        }
    }
}
