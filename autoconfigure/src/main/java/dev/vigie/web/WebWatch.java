package dev.vigie.web;

import java.util.List;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.Ordered;
import org.springframework.web.ErrorResponse;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.support.DefaultHandlerExceptionResolver;

/** Our places in Spring MVC: the interceptors of handlers and of problem documents. */
final class WebWatch implements WebMvcConfigurer {

    private final WebProperties properties;
    private final FailureReports failures;
    private final UnhandledExceptions unhandled;
    private final BeanFactory beanFactory;

    WebWatch(
            WebProperties properties, FailureReports failures, UnhandledExceptions unhandled, BeanFactory beanFactory) {
        this.properties = properties;
        this.failures = failures;
        this.unhandled = unhandled;
        this.beanFactory = beanFactory;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new RouteInterceptor(failures)).order(Ordered.HIGHEST_PRECEDENCE);
        if (properties.answerUnhandled()) {
            registry.addInterceptor(new ErrorPageAnswer(failures, beanFactory)).order(Ordered.HIGHEST_PRECEDENCE + 1);
        }
    }

    @Override
    public void configureAsyncSupport(AsyncSupportConfigurer configurer) {
        configurer.registerCallableInterceptors(new CallablesOfRequests());
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        for (int i = 0; i < resolvers.size(); i++) {
            if (resolvers.get(i) instanceof DefaultHandlerExceptionResolver) {
                resolvers.add(i, new SwallowedExceptions(failures, unhandled));
                return;
            }
        }
    }

    @Override
    public void addErrorResponseInterceptors(List<ErrorResponse.Interceptor> interceptors) {
        interceptors.add(new ProblemIds(failures));
    }
}
