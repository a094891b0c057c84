package dev.vigie;

import java.util.Objects;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.core.env.StandardEnvironment;

/** Logging as it is before any application has set it up: text on the console, from INFO on. */
public final class TestLogging {

    private TestLogging() {}

    /**
     * What the application of another test has set up stays in this JVM, also that it wanted no console. For tests that
     * read the console and start no application, and for those that leave it to others.
     */
    public static void asBefore() {
        for (LoggingSystemProperty property : LoggingSystemProperty.values()) {
            System.clearProperty(property.getEnvironmentVariableName());
        }
        LoggingSystem logging = LoggingSystem.get(Objects.requireNonNull(TestLogging.class.getClassLoader()));
        logging.cleanUp();
        logging.beforeInitialize();
        logging.initialize(new LoggingInitializationContext(new StandardEnvironment()), null, null);
        // The next application sets it up for itself.
        logging.cleanUp();
    }
}
