package dev.vigie.logging;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Stands right before Spring Boot's own factory of logback, and behind every factory an application puts before that
 * one. Created in every application: links to no logback.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 1023)
final class WatchedLogbackSystemFactory implements LoggingSystemFactory {

    @Override
    public @Nullable LoggingSystem getLoggingSystem(ClassLoader classLoader) {
        return LoggingSetupListener.hasEncoder() ? new WatchedLogbackSystem(classLoader) : null;
    }
}
