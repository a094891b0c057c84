package dev.vigie.feature;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The settings of the whole, and the start-up lines. */
@AutoConfiguration
@ConditionalOnFeature({})
@EnableConfigurationProperties(FeatureProperties.class)
public final class FeatureAutoConfiguration {

    @Bean
    static UsableProperties vigieUsableProperties() {
        return new UsableProperties();
    }

    @Bean
    StartupLine vigieStartupLine(ConfigurableApplicationContext context, ObjectProvider<FeatureReport> reports) {
        return new StartupLine(context, reports);
    }
}
