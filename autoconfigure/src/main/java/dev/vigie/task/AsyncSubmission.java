package dev.vigie.task;

import dev.vigie.errors.TaskScopes;
import dev.vigie.errors.TaskScopes.Location;
import dev.vigie.errors.TaskScopes.Submission;
import dev.vigie.logging.LogFieldValues;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aop.ProxyMethodInvocation;

/** Around an {@code @Async} method, on the caller's side: takes down what the run inherits. */
final class AsyncSubmission implements MethodInterceptor {

    private static final Logger log = LoggerFactory.getLogger(AsyncSubmission.class);
    private static final String ATTRIBUTE = AsyncSubmission.class.getName();

    private final Supplier<TaskScopes> scopes;

    AsyncSubmission(Supplier<TaskScopes> scopes) {
        this.scopes = scopes;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (invocation instanceof ProxyMethodInvocation proxied) {
            try {
                proxied.setUserAttribute(
                        ATTRIBUTE, new Inherited(scopes.get().submission(), TaskRun.inheritedFields()));
            } catch (RuntimeException | LinkageError ourTrouble) {
                log.warn(
                        "A submitted task could not be watched: {}",
                        ourTrouble.getClass().getName());
            }
        }
        return invocation.proceed();
    }

    /** The run that begins with this invocation, or null when its submission was not seen. */
    static @Nullable TaskRun runOf(MethodInvocation invocation, Location location) {
        if (invocation instanceof ProxyMethodInvocation proxied
                && proxied.getUserAttribute(ATTRIBUTE) instanceof Inherited inherited) {
            return new TaskRun(inherited.submission().open(location), inherited.fields());
        }
        return null;
    }

    private record Inherited(Submission submission, LogFieldValues fields) {}
}
