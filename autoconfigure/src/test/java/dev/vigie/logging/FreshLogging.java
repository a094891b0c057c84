package dev.vigie.logging;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;

/** Spring Boot has forgotten the application before, whose logging it would keep as it is. */
final class FreshLogging implements BeforeEachCallback, AfterEachCallback {

    @Override
    public void beforeEach(ExtensionContext test) {
        forget();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        forget();
    }

    static void forget() {
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
        system().cleanUp();
    }

    static LoggingSystem system() {
        return LoggingSystem.get(Objects.requireNonNull(FreshLogging.class.getClassLoader()));
    }
}
