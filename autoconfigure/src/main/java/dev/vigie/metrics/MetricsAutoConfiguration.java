package dev.vigie.metrics;

import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.feature.FeatureProperties;
import dev.vigie.feature.FeatureReport;
import dev.vigie.feature.MetricsOutput;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** The common tags of every meter; buckets and exposure are {@link MetricsDefaults}. */
@AutoConfiguration
@ConditionalOnFeature(value = "metrics", missing = "no micrometer")
@ConditionalOnClass(MeterRegistry.class)
@EnableConfigurationProperties({FeatureProperties.class, MetricsProperties.class})
public final class MetricsAutoConfiguration {

    /** Last of all filters: a tag of the same key that the application gives is there already, and stays. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    MeterFilter vigieCommonTags(
            Environment environment, FeatureProperties feature, ObjectProvider<BuildProperties> build) {
        return MeterFilter.commonTags(
                CommonTags.of(environment, feature, build.getIfUnique()).asTags());
    }

    /** Behind all others, too: what the application does not want takes no room. */
    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    MeterLimit vigieMeterLimit(MetricsProperties properties) {
        return new MeterLimit(properties.maxMeters());
    }

    @Bean
    @ConditionalOnMissingBean
    RequestStatistics vigieRequestStatistics(MetricsProperties properties) {
        return new RequestStatistics(
                properties.requests().apdexTarget(), properties.requests().maxRoutes());
    }

    @Bean
    MeterBinder vigieHostMeters(MetricsProperties properties) {
        HostFiles files = HostFiles.ofThisMachine();
        return properties.host().enabled() && files.areThere()
                ? new HostMeters(files::read, System::nanoTime)
                : registry -> {};
    }

    /** Spring Boot has none, and a deadlock never mends itself. */
    @Bean
    @ConditionalOnMissingBean(JvmThreadDeadlockMetrics.class)
    JvmThreadDeadlockMetrics vigieDeadlockMeters() {
        return new JvmThreadDeadlockMetrics();
    }

    @Bean
    FeatureReport vigieMetricsReport(
            ObjectProvider<MeterRegistry> registries,
            ObjectProvider<MetricsOutput> output,
            MetricsProperties properties) {
        return new MetricsReport(registries, output, properties, HostFiles.ofThisMachine());
    }
}
