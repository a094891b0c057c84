package dev.vigie.operation;

import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Puts a proxy before each data source, which watches the statements of its connections. The proxy is of the data
 * source's own class where that can be, so that an application that injects a {@code HikariDataSource} still gets one.
 */
final class WatchedDataSources implements BeanPostProcessor {

    private static final Logger log = LoggerFactory.getLogger(WatchedDataSources.class);

    private final Supplier<QueryWatch> watch;

    /** The watch is made when the first connection is asked for: this one stands before most beans. */
    WatchedDataSources(Supplier<QueryWatch> watch) {
        this.watch = SingletonSupplier.of(watch);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof DataSource dataSource) || ScopedProxyUtils.isScopedTarget(beanName)) {
            return bean;
        }
        try {
            ProxyFactory proxy = new ProxyFactory(dataSource);
            proxy.setProxyTargetClass(!Modifier.isFinal(bean.getClass().getModifiers()));
            proxy.addAdvice(connections());
            return proxy.getProxy(bean.getClass().getClassLoader());
        } catch (RuntimeException notToBeProxied) {
            log.info("The statements of the data source {} are not watched: {}", beanName, notToBeProxied.toString());
            return bean;
        }
    }

    private MethodInterceptor connections() {
        return call -> {
            Object result = call.proceed();
            return result instanceof Connection connection
                            && call.getMethod().getName().equals("getConnection")
                    ? WatchedConnection.of(connection, watch.get())
                    : result;
        };
    }
}
