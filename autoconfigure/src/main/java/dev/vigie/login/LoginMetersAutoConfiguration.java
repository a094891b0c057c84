package dev.vigie.login;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The counters of logins, at 0 from the start. */
@AutoConfiguration(after = LoginAutoConfiguration.class)
@ConditionalOnFeature({"login", "metrics"})
@ConditionalOnClass(MeterBinder.class)
@ConditionalOnBean(LoginCounts.class)
public final class LoginMetersAutoConfiguration {

    @Bean
    MeterBinder vigieLoginMeters(LoginCounts counts) {
        return registry -> {
            counter(counts, "success", "none", LoginCounts::successes).register(registry);
            for (LoginFailure reason : LoginFailure.values()) {
                counter(counts, "failure", reason.tag(), all -> all.failures(reason))
                        .register(registry);
            }
        };
    }

    private static FunctionCounter.Builder<LoginCounts> counter(
            LoginCounts counts, String outcome, String reason, ToDoubleFunction<LoginCounts> value) {
        return FunctionCounter.builder("vigie.logins", counts, value)
                .description("Logins by what became of them")
                .tag("outcome", outcome)
                .tag("reason", reason);
    }
}
