package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.IScopes;
import io.sentry.NoOpScopes;
import io.sentry.Sentry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SentryHealthAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    dev.vigie.feature.FeatureAutoConfiguration.class,
                    HealthAutoConfiguration.class,
                    SentryHealthAutoConfiguration.class));

    @AfterEach
    void stopSentry() {
        Sentry.close();
    }

    @Test
    void isUnknownWithoutADsn() {
        runner.withPropertyValues("vigie.environment=staging").run(context -> {
            HealthResult result = context.getBean(SentryHealthCheck.class).check();

            assertThat(result.status()).isEqualTo(HealthResult.Status.UNKNOWN);
            assertThat(result.details())
                    .isEqualTo(Map.of(
                            "enabled",
                            false,
                            "environment",
                            "staging",
                            "dsn_configured",
                            false,
                            "rate_limited",
                            false));
        });
    }

    @Test
    void isUnknownWithADsnThatTheSdkCannotUse() {
        runner.withPropertyValues("sentry.dsn=not-a-url").run(context -> {
            HealthResult result = context.getBean(SentryHealthCheck.class).check();

            assertThat(result.status()).isEqualTo(HealthResult.Status.UNKNOWN);
            assertThat(result.details()).containsEntry("enabled", false).containsEntry("dsn_configured", true);
        });
    }

    @Test
    void isUpWithADsnAndTellsNeitherItsKeyNorItsHost() {
        runner.run(context -> {
            Sentry.init(options -> {
                options.setDsn("http://s3cretkey@localhost:1/some/where/42");
                options.setEnvironment("production");
                options.setRelease("crm@1.2");
            });

            HealthResult result = context.getBean(SentryHealthCheck.class).check();

            assertThat(result.status()).isEqualTo(HealthResult.Status.UP);
            assertThat(result.details())
                    .isEqualTo(Map.of(
                            "enabled",
                            true,
                            "environment",
                            "production",
                            "dsn_configured",
                            true,
                            "project_id",
                            "42",
                            "release",
                            "crm@1.2",
                            "rate_limited",
                            false));
            assertThat(result.toString()).doesNotContain("s3cretkey", "localhost");
        });
    }

    @Test
    void leavesNoScopesInTheThreadThatAsks() {
        runner.run(context -> {
            Sentry.init(options -> options.setDsn("http://s3cretkey@localhost:1/42"));
            AtomicReference<IScopes> left = new AtomicReference<>();
            Thread asking = new Thread(() -> {
                context.getBean(SentryHealthCheck.class).check();
                left.set(Sentry.getCurrentScopes(false));
            });
            asking.start();
            asking.join();

            assertThat(left.get()).isInstanceOf(NoOpScopes.class);
        });
    }

    @Test
    void isOffWhenDisabled() {
        runner.withPropertyValues("vigie.health.sentry.enabled=false").run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(SentryHealthCheck.class)
                .hasSingleBean(SentryState.class));
    }

    @Test
    void survivesWithoutSentry() {
        runner.withClassLoader(new FilteredClassLoader("io.sentry")).run(context -> assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(SentryState.class)
                .hasSingleBean(DiskHealthCheck.class));
    }

    @Test
    void survivesWithoutActuator() {
        runner.withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate.endpoint"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(HealthChecks.class)
                        .doesNotHaveBean(SentryState.class));
    }

    @Test
    void letsTheDiskCheckBeSwitchedOff() {
        runner.withPropertyValues("vigie.health.disk.enabled=false").run(context -> assertThat(context)
                .doesNotHaveBean(DiskHealthCheck.class)
                .hasSingleBean(SentryHealthCheck.class));
    }
}
