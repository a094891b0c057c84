package dev.vigie.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.feature.FeatureAutoConfiguration;
import dev.vigie.feature.FeatureReport;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MetricsAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(FeatureAutoConfiguration.class, MetricsAutoConfiguration.class));

    @Test
    void givesEveryMeterTheCommonTags() {
        runner.withPropertyValues(
                        "spring.application.name=crm-api", "vigie.environment=production", "sentry.release=2.1.0")
                .run(context -> assertThat(tagsOfAMeter(context.getBean("vigieCommonTags", MeterFilter.class)))
                        .isEqualTo(Tags.of("application", "crm-api", "environment", "production", "version", "2.1.0")));
    }

    @Test
    void hasAValueForEveryTagWhenNothingIsSet() {
        runner.withPropertyValues("spring.application.name= ", "sentry.release=")
                .run(context -> assertThat(tagsOfAMeter(context.getBean("vigieCommonTags", MeterFilter.class)))
                        .isEqualTo(Tags.of(
                                "application", "application", "environment", "development", "version", "unknown")));
    }

    @Test
    void takesTheVersionOfTheBuildBeforeTheRelease() {
        Properties build = new Properties();
        build.setProperty("version", "3.0.0");
        runner.withBean(BuildProperties.class, () -> new BuildProperties(build))
                .withPropertyValues("sentry.release=2.1.0")
                .run(context -> assertThat(tagsOfAMeter(context.getBean("vigieCommonTags", MeterFilter.class)))
                        .contains(Tag.of("version", "3.0.0")));
    }

    @Test
    void tellsOfDeadlocks() {
        runner.run(context -> {
            SimpleMeterRegistry registry = new SimpleMeterRegistry();
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
            assertThat(registry.get("jvm.threads.deadlocked").gauge().value()).isZero();
        });
        JvmThreadDeadlockMetrics own = new JvmThreadDeadlockMetrics();
        runner.withBean("own", JvmThreadDeadlockMetrics.class, () -> own)
                .run(context -> assertThat(context.getBeansOfType(JvmThreadDeadlockMetrics.class))
                        .containsOnlyKeys("own"));
    }

    @Test
    void limitsTheMeters() {
        for (String limit : new String[] {"200", "7"}) {
            runner.withPropertyValues("vigie.metrics.max-meters=" + limit).run(context -> {
                SimpleMeterRegistry registry = new SimpleMeterRegistry();
                context.getBeanProvider(MeterFilter.class).orderedStream().forEach(registry.config()::meterFilter);
                for (int i = 0; i < 6000; i++) {
                    registry.counter("orders", "user", "user " + i);
                }
                // 7 is not between 100 and 1000000, and the default is 10000.
                assertThat(registry.getMeters()).hasSize(limit.equals("7") ? 5001 : 101);
            });
        }
    }

    @Test
    void isOffWhenDisabled() {
        runner.withPropertyValues("vigie.metrics.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MeterFilter.class));
    }

    @Test
    void survivesWithoutMicrometer() {
        runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("vigieCommonTags"));
    }

    @Test
    void worksWhenTheSettingsOfTheWholeAreExcluded() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().hasBean("vigieCommonTags"));
    }

    @Test
    void saysInTheStartupLineWhenNothingKeepsTheMeters() {
        runner.run(context ->
                assertThat(context.getBean(FeatureReport.class).detail()).isEqualTo("no meter registry"));
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .run(context -> assertThat(context.getBean(FeatureReport.class).detail())
                        .isEmpty());
    }

    private static Tags tagsOfAMeter(MeterFilter filter) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        registry.config().meterFilter(filter);
        Meter.Id id = registry.counter("any").getId();
        return Tags.of(id.getTags());
    }
}
