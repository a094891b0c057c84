package dev.vigie.task;

import dev.vigie.errors.Activation;
import dev.vigie.errors.TaskScopes.Location;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.support.AopUtils;

/** Around an {@code @Async} method, on the side of the thread that runs it, whichever executor it is of. */
final class AsyncRun implements MethodInterceptor {

    private static final Logger log = LoggerFactory.getLogger(AsyncRun.class);

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        TaskRun run = begin(invocation);
        if (run == null) {
            return invocation.proceed();
        }
        Activation activation = run.enter();
        try {
            Object result = invocation.proceed();
            run.returned(result);
            return result;
        } catch (Throwable failure) {
            run.failed(failure);
            throw failure;
        } finally {
            activation.close();
        }
    }

    private static @Nullable TaskRun begin(MethodInvocation invocation) {
        try {
            return AsyncSubmission.runOf(invocation, locationOf(invocation));
        } catch (RuntimeException | LinkageError ourTrouble) {
            log.warn(
                    "A run of a task could not be watched: {}",
                    ourTrouble.getClass().getName());
            return null;
        }
    }

    private static Location locationOf(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Class<?> type = target == null ? invocation.getMethod().getDeclaringClass() : AopUtils.getTargetClass(target);
        return Location.of("async", type, invocation.getMethod());
    }
}
