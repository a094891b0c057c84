package dev.vigie.health;

import dev.vigie.feature.StructuredOutput;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** How is logged at the moment. */
record LoggingState(
        ObjectProvider<LoggingSystem> system, ObjectProvider<StructuredOutput> output, Environment environment) {

    Map<String, Object> read() {
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("level", rootLevel(system.getIfAvailable()));
        member.put("structured", structured());
        return member;
    }

    /** The logging feature knows; where it is off, Spring Boot may still write one of its own formats. */
    private boolean structured() {
        StructuredOutput known = output.getIfAvailable();
        if (known != null) {
            return known.structured();
        }
        return isSet("logging.structured.format.console")
                || (isSet("logging.structured.format.file") && LogFile.get(environment) != null);
    }

    private boolean isSet(String key) {
        return StringUtils.hasText(environment.getProperty(key));
    }

    private static String rootLevel(@Nullable LoggingSystem system) {
        try {
            LoggerConfiguration root =
                    system == null ? null : system.getLoggerConfiguration(LoggingSystem.ROOT_LOGGER_NAME);
            return root == null ? "UNKNOWN" : root.getLevelConfiguration().getName();
        } catch (UnsupportedOperationException noLevels) {
            return "UNKNOWN";
        }
    }
}
