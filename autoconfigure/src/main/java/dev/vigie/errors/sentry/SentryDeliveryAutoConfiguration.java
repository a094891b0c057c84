package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.ErrorsAutoConfiguration;
import dev.vigie.feature.ConditionalOnFeature;
import io.sentry.Sentry;
import io.sentry.SentryOptions.OnDiscardCallback;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What becomes of events on their way to Sentry. */
@AutoConfiguration(
        after = ErrorsAutoConfiguration.class,
        beforeName = {
            "io.sentry.spring.boot.jakarta.SentryAutoConfiguration",
            "io.sentry.spring.boot4.SentryAutoConfiguration"
        })
@ConditionalOnFeature("errors")
@ConditionalOnClass(Sentry.class)
@ConditionalOnBean(ErrorCounts.class)
public final class SentryDeliveryAutoConfiguration {

    @Bean
    DeliveryState vigieDeliveryState(ErrorCounts counts) {
        return new DeliveryState(counts, Clock.systemUTC(), System::nanoTime);
    }

    @Bean
    SentryDelivery vigieSentryDelivery(
            ErrorCounts counts, DeliveryState state, ObjectProvider<OnDiscardCallback> onDiscard) {
        return new SentryDelivery(counts, state, onDiscard);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE) // before anybody counts
    OwnLines vigieOwnSentryLines() {
        return new OwnLines();
    }
}
