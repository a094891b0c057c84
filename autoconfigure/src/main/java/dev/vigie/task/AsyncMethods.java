package dev.vigie.task;

import dev.vigie.errors.TaskScopes;
import java.util.function.Supplier;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Puts our advice on both sides of Spring's own in proxies of {@code @Async} methods. Makes no proxy: a bean without
 * one has no such method. Not {@code Ordered}, so that it comes after Spring's.
 */
final class AsyncMethods implements BeanPostProcessor {

    private final Advice submission;
    private final Advice run = new AsyncRun();

    AsyncMethods(Supplier<TaskScopes> scopes) {
        this.submission = new AsyncSubmission(scopes);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Advised proxy && !proxy.isFrozen()) {
            Advisor[] advisors = proxy.getAdvisors();
            for (int i = 0; i < advisors.length; i++) {
                if (advisors[i].getAdvice() instanceof AsyncExecutionInterceptor) {
                    Pointcut asyncMethods =
                            advisors[i] instanceof PointcutAdvisor pointed ? pointed.getPointcut() : Pointcut.TRUE;
                    proxy.addAdvisor(i + 1, new DefaultPointcutAdvisor(asyncMethods, run));
                    proxy.addAdvisor(i, new DefaultPointcutAdvisor(asyncMethods, submission));
                    break;
                }
            }
        }
        return bean;
    }
}
