package dev.vigie.logging;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.StringUtils;

/** Finds the logback configuration of an application by the rules of Spring Boot. */
final class OwnLogbackConfiguration {

    private static final List<String> LOCATIONS = List.of(
            "logback-test.groovy",
            "logback-test.xml",
            "logback.groovy",
            "logback.xml",
            "logback-test-spring.groovy",
            "logback-test-spring.xml",
            "logback-spring.groovy",
            "logback-spring.xml");

    private OwnLogbackConfiguration() {}

    /** Where it is, in words, or null when the application has none. */
    static @Nullable String find(Environment environment, ClassLoader classLoader) {
        String config = environment.getProperty("logging.config");
        if (StringUtils.hasText(config) && !config.strip().startsWith("-D")) {
            return "logging.config is set";
        }
        for (String location : LOCATIONS) {
            if (new ClassPathResource(location, classLoader).exists()) {
                return location + " is on the class path";
            }
        }
        return null;
    }
}
