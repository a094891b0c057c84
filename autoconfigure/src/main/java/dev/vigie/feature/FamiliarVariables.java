package dev.vigie.feature;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.StringUtils;

/** The environment variables operators know from everywhere, as Spring properties. A blank value counts as not set. */
final class FamiliarVariables {

    private static final String LOG_FILE = "LOG_FILE";
    private static final String LOG_LEVEL = "LOG_LEVEL";
    private static final String CHECK_INTERVAL = "CHECK_INTERVAL";

    /** Variable to property, where the value is taken as it is. */
    private static final Map<String, String> PLAIN = Map.ofEntries(
            Map.entry("SENTRY_DSN", "sentry.dsn"),
            Map.entry("SENTRY_TRACES_SAMPLE_RATE", "sentry.traces-sample-rate"),
            Map.entry("SENTRY_PROFILES_SAMPLE_RATE", "sentry.profiles-sample-rate"),
            Map.entry("SENTRY_RELEASE", "sentry.release"),
            Map.entry("ENVIRONMENT", "vigie.environment"),
            Map.entry(LOG_FILE, "logging.file.name"),
            Map.entry("EMAIL_ALERTS", "vigie.alert.mail.enabled"),
            Map.entry("WEBHOOK_ALERTS", "vigie.alert.webhook.enabled"),
            Map.entry("SMTP_HOST", "vigie.alert.mail.host"),
            Map.entry("SMTP_PORT", "vigie.alert.mail.port"),
            Map.entry("SMTP_USER", "vigie.alert.mail.username"),
            Map.entry("SMTP_PASSWORD", "vigie.alert.mail.password"),
            Map.entry("EMAIL_FROM", "vigie.alert.mail.from"),
            Map.entry("ALERT_EMAIL", "vigie.alert.mail.to"),
            Map.entry("WEBHOOK_URL", "vigie.alert.webhook.url"));

    private final ConfigurableEnvironment environment;
    private final StartupProblems problems;

    FamiliarVariables(ConfigurableEnvironment environment, StartupProblems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    /** What the variables that are set say, by property. */
    Map<String, Object> asProperties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        PLAIN.forEach((variable, property) -> {
            String value = valueOf(variable);
            if (value != null) {
                properties.put(property, value);
            }
        });
        logLevel(properties);
        checkInterval(properties);
        return properties;
    }

    private void logLevel(Map<String, Object> properties) {
        String value = valueOf(LOG_LEVEL);
        if (value == null) {
            return;
        }
        // WARNING and CRITICAL are what other languages call them.
        String level =
                switch (value.toUpperCase(Locale.ROOT)) {
                    case "WARNING" -> "WARN";
                    case "CRITICAL" -> "FATAL";
                    default -> value.toUpperCase(Locale.ROOT);
                };
        try {
            properties.put("logging.level.root", LogLevel.valueOf(level).name());
        } catch (IllegalArgumentException unknown) {
            problems.add(
                    "The variable LOG_LEVEL is '%s', which is no log level. INFO is used."
                            .formatted(StartupProblems.printable(value)),
                    "Set LOG_LEVEL to TRACE, DEBUG, INFO, WARN, ERROR or OFF, or remove it.");
        }
    }

    private void checkInterval(Map<String, Object> properties) {
        String value = valueOf(CHECK_INTERVAL);
        if (value == null) {
            return;
        }
        if (value.matches("[1-9]\\d{0,6}")) {
            properties.put("vigie.alert.interval", value + "s");
        } else {
            problems.add(
                    "The variable CHECK_INTERVAL is '%s', which is no number of seconds. 60 is used."
                            .formatted(StartupProblems.printable(value)),
                    "Set CHECK_INTERVAL to whole seconds, such as 60, or remove it.");
        }
    }

    private @Nullable String valueOf(String variable) {
        // Boot's logging sets a system property of that name: the next application of this JVM would inherit the file.
        String value = variable.equals(LOG_FILE) ? fromTheSystem(LOG_FILE) : environment.getProperty(variable);
        return StringUtils.hasText(value) ? value.strip() : null;
    }

    private @Nullable String fromTheSystem(String variable) {
        PropertySource<?> variables =
                environment.getPropertySources().get(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        return variables != null && variables.getProperty(variable) instanceof String value ? value : null;
    }

    /**
     * Takes those out of the system environment that are blank or cannot be used. {@code SENTRY_DSN} is by Spring's
     * relaxed binding also {@code sentry.dsn}: left there, a blank one would hide the DSN of a configuration file, and
     * a rate that is no number would end the start of the application.
     */
    void hideUnusable() {
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        PropertySource<?> source = environment.getPropertySources().get(name);
        if (!(source instanceof SystemEnvironmentPropertySource variables)) {
            return;
        }
        Map<String, Object> kept = new LinkedHashMap<>(variables.getSource());
        boolean anyHidden = kept.entrySet()
                .removeIf(variable -> PLAIN.containsKey(variable.getKey())
                        && !isUsable(variable.getKey(), String.valueOf(variable.getValue())));
        if (anyHidden) {
            environment.getPropertySources().replace(name, new KeptVariables(variables, kept));
        }
    }

    private boolean isUsable(String variable, String value) {
        if (!StringUtils.hasText(value)) {
            return false;
        }
        if (!variable.endsWith("_SAMPLE_RATE") || isRate(value.strip())) {
            return true;
        }
        problems.add(
                "The variable %s is '%s', which is no rate. The default of this environment is used."
                        .formatted(variable, StartupProblems.printable(value)),
                "Set %s to a number from 0.0 to 1.0, such as 0.1, or remove it.".formatted(variable));
        return false;
    }

    private static boolean isRate(String value) {
        try {
            double rate = Double.parseDouble(value);
            return rate >= 0 && rate <= 1;
        } catch (NumberFormatException noNumber) {
            return false;
        }
    }

    /** The variables that are left, with what Boot knows of them: where they come from and their prefix. */
    private static final class KeptVariables extends SystemEnvironmentPropertySource implements OriginLookup<String> {

        private final PropertySource<?> original;

        KeptVariables(PropertySource<?> original, Map<String, Object> kept) {
            super(original.getName(), kept);
            this.original = original;
        }

        @Override
        public @Nullable Origin getOrigin(String key) {
            return OriginLookup.getOrigin(original, key);
        }

        @Override
        public @Nullable String getPrefix() {
            return original instanceof OriginLookup<?> lookup ? lookup.getPrefix() : null;
        }

        @Override
        public boolean isImmutable() {
            return true;
        }
    }
}
