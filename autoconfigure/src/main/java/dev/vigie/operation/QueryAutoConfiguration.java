package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.feature.ConditionalOnFeature;
import dev.vigie.privacy.Masking;
import java.sql.Connection;
import javax.sql.DataSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** SQL statements become spans, and slow ones lines. */
@AutoConfiguration(after = OperationAutoConfiguration.class)
@ConditionalOnFeature("operation")
@ConditionalOnBean(Masking.class)
@ConditionalOnClass({DataSource.class, Connection.class, ProxyFactory.class})
@EnableConfigurationProperties(OperationProperties.class)
public final class QueryAutoConfiguration {

    @Bean
    static WatchedDataSources vigieWatchedDataSources(
            ObjectProvider<Spans> spans,
            ObjectProvider<Masking> masking,
            ObjectProvider<OperationProperties> properties) {
        return new WatchedDataSources(() -> QuerySpans.watch(spans, masking.getObject(), properties.getObject()));
    }
}
