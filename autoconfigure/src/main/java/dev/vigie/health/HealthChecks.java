package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All {@link HealthCheck} beans, the application's and ours, on their way to Spring Boot's contributors. */
public final class HealthChecks {

    private static final Logger log = LoggerFactory.getLogger(HealthCheck.class);

    /** Behind the name of a check whose own name a health group has. */
    static final String SUFFIX = "Check";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Supplier<Stream<HealthCheck>> checks;

    HealthChecks(Supplier<Stream<HealthCheck>> checks) {
        this.checks = checks;
    }

    /**
     * Registers each check whose name is free.
     *
     * @param taken whether a contributor has this name already
     * @param registration takes a name and a check that never throws; may refuse with an IllegalStateException
     */
    public void registerAll(Predicate<String> taken, BiConsumer<String, Supplier<HealthResult>> registration) {
        checks.get().forEach(check -> {
            String name = nameOf(check);
            if (!NAME.matcher(name).matches()) {
                StartupProblems.warn(
                        "The health check %s has a name that cannot be used; it is left out."
                                .formatted(check.getClass().getName()),
                        "Let name() answer 1 to 64 letters, digits, dots, hyphens or underscores.");
            } else if (!taken.test(name)) {
                register(name, guarded(name, check), registration);
            }
        });
    }

    /** Spring Boot lets no contributor have the name of a group: with a group of that name, ours steps aside. */
    private static void register(
            String name, Supplier<HealthResult> check, BiConsumer<String, Supplier<HealthResult>> registration) {
        try {
            registration.accept(name, check);
        } catch (IllegalStateException clash) {
            try {
                registration.accept(name + SUFFIX, check);
            } catch (IllegalStateException again) {
                StartupProblems.warn(
                        "The health check '%s' cannot be registered; it is left out.".formatted(name),
                        "Rename the check, or the health group or contributor that has this name.");
            }
        }
    }

    @SuppressWarnings("NullAway") // an application's check need not be null-marked
    private static String nameOf(HealthCheck check) {
        return Objects.requireNonNullElse(check.name(), "");
    }

    private static Supplier<HealthResult> guarded(String name, HealthCheck check) {
        AtomicBoolean failing = new AtomicBoolean();
        return () -> {
            try {
                HealthResult result = Objects.requireNonNull(check.check(), "check() answered null");
                failing.set(false);
                return result;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return HealthResult.unknown();
            } catch (Exception | LinkageError | AssertionError | StackOverflowError failure) {
                boolean begins = failing.compareAndSet(false, true);
                return failed(name, failure, begins);
            }
        };
    }

    /** The text of an exception may hold a secret, which WARN would carry far and an answer further. */
    private static HealthResult failed(String name, Throwable failure, boolean begins) {
        String type = failure.getClass().getName();
        if (begins) {
            log.warn("Health contributor {} threw {} and counts as DOWN until it answers again", name, type);
        }
        log.debug("Health contributor {} failed", name, failure);
        return HealthResult.down().with("error", type);
    }
}
