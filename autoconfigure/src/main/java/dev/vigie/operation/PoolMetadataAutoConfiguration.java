package dev.vigie.operation;

import dev.vigie.feature.ConditionalOnFeature;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Keeps Spring Boot's pool metrics right with watched data sources. */
@AutoConfiguration(after = QueryAutoConfiguration.class)
@ConditionalOnFeature("operation")
@ConditionalOnClass(name = "org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider")
public final class PoolMetadataAutoConfiguration {

    @Bean
    static PoolMetadata vigiePoolMetadata() {
        return new PoolMetadata();
    }
}
