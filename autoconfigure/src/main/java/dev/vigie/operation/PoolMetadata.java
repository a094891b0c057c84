package dev.vigie.operation;

import javax.sql.DataSource;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/** Shows Spring Boot's pool metrics the pool behind our proxy: they read its fields, and those of a proxy are empty. */
final class PoolMetadata implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof DataSourcePoolMetadataProvider provider
                ? (DataSourcePoolMetadataProvider) dataSource -> provider.getDataSourcePoolMetadata(behind(dataSource))
                : bean;
    }

    private static DataSource behind(DataSource dataSource) {
        return AopProxyUtils.getSingletonTarget(dataSource) instanceof DataSource target ? target : dataSource;
    }
}
