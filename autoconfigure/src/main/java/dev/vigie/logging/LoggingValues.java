package dev.vigie.logging;

import dev.vigie.feature.StartupProblems;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindResult;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Reads settings before there are beans; one that cannot be used is told, and its default is used. */
final class LoggingValues {

    private final Environment environment;
    private final Binder binder;
    private final @Nullable StartupProblems problems;

    /**
     * Reads them.
     *
     * @param problems where those that cannot be used are told; null when they were told before
     */
    LoggingValues(Environment environment, @Nullable StartupProblems problems) {
        this.environment = environment;
        this.binder = Binder.get(environment);
        this.problems = problems;
    }

    /**
     * The value of a key.
     *
     * @param usable whether a value makes sense
     * @param expected what does, for the one who reads that it does not
     */
    <T> T read(String key, Class<T> type, T fallback, Predicate<T> usable, String expected) {
        try {
            BindResult<T> given = binder.bind(key, type);
            if (!given.isBound() || usable.test(given.get())) {
                return given.orElse(fallback);
            }
        } catch (BindException noneOfThatType) {
            // Told when the properties are bound, see UsableProperties.
            return fallback;
        }
        tell(key, fallback, expected);
        return fallback;
    }

    boolean isGiven(String key) {
        try {
            return binder.bind(key, String.class).map(StringUtils::hasText).orElse(false);
        } catch (BindException unusable) {
            return true;
        }
    }

    private void tell(String key, Object fallback, String expected) {
        if (problems != null) {
            String given = String.valueOf(environment.getProperty(key));
            problems.add(
                    "The property %s is '%s', which cannot be used. %s is used."
                            .formatted(
                                    key,
                                    StartupProblems.printable(given),
                                    fallback.equals("") ? "The default" : fallback),
                    "Set %s to %s, or remove it.".formatted(key, expected));
        }
    }
}
