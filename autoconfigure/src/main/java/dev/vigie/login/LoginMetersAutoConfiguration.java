package dev.vigie.login;

import dev.vigie.feature.ConditionalOnFeature;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** The counters of logins, at 0 from the start, and the gauges of people. */
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

    @Bean
    MeterBinder vigieFailedLoginMeters(FailedLogins failed) {
        return registry -> {
            for (FailedLogins.Kind kind : FailedLogins.Kind.values()) {
                Gauge.builder("vigie.logins.failed.top", failed, all -> all.topCount(kind))
                        .description("Most failed logins of one principal or from one address in the window")
                        .tag("kind", kind.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        };
    }

    @Bean
    MeterBinder vigieActivePeopleMeters(ActivePeople active, LoginProperties properties) {
        return registry -> {
            Gauge.builder("vigie.users.active", active, ActivePeople::users)
                    .description("Different signed-in users of the last 5 minutes")
                    .register(registry);
            if (properties.countSessions()) {
                Gauge.builder("vigie.sessions.active", active, ActivePeople::sessions)
                        .description("Different sessions with a request in the last 5 minutes")
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
