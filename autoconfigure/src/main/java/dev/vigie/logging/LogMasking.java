package dev.vigie.logging;

import dev.vigie.privacy.Masking;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.env.Environment;

/** Tells log lines what is secret in this application; until here they are masked by what its properties say. */
final class LogMasking implements SmartInitializingSingleton, DisposableBean {

    private final Environment environment;
    private final ObjectProvider<Masking> masking;
    private final boolean setUp;

    /**
     * Tells it when all beans are there.
     *
     * @param setUp whether lines were set up before there were beans; then it is forgotten after the last of them
     */
    LogMasking(Environment environment, ObjectProvider<Masking> masking, boolean setUp) {
        this.environment = environment;
        this.masking = masking;
        this.setUp = setUp;
    }

    @Override
    public void afterSingletonsInstantiated() {
        masking.ifAvailable(known -> SharedLogback.use(environment, known));
    }

    @Override
    public void destroy() {
        if (!setUp) {
            SharedLogback.forget(environment);
        }
    }
}
