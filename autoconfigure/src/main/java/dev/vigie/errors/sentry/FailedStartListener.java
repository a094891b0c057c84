package dev.vigie.errors.sentry;

import dev.vigie.feature.FeatureSwitch;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.ClassUtils;

/** Reports the error a start failed with, before the process ends. Names no type of Sentry's: it may be absent. */
final class FailedStartListener implements ApplicationListener<SpringApplicationEvent>, Ordered {

    private @Nullable ConfigurableEnvironment environment;

    /** Before the configuration files are read, because that may be what fails. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            environment = prepared.getEnvironment();
        } else if (event instanceof ApplicationFailedEvent failed) {
            try {
                report(failed);
            } catch (RuntimeException | StackOverflowError | LinkageError ourTrouble) {
                // The application fails for its own reason, which is what has to be seen.
            }
        }
    }

    private void report(ApplicationFailedEvent failed) {
        ConfigurableEnvironment known = environment != null ? environment : new StandardEnvironment();
        if (ClassUtils.isPresent("io.sentry.Sentry", getClass().getClassLoader())
                && FeatureSwitch.isOn(known, "vigie.enabled")
                && FeatureSwitch.isOn(known, "vigie.errors.enabled")) {
            new FailedStart(known, failed.getSpringApplication().getMainApplicationClass())
                    .report(failed.getException());
        }
    }
}
