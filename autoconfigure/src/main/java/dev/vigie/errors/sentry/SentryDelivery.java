package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.SentryOptions.OnDiscardCallback;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;

/**
 * Puts the watch on the way to Sentry into the SDK's options, around whatever the application put there. Not as beans
 * of the SDK's types: two of those would end the start.
 */
final class SentryDelivery implements Sentry.OptionsConfiguration<SentryOptions>, Ordered {

    private final ErrorCounts counts;
    private final DeliveryState state;
    private final ObjectProvider<OnDiscardCallback> onDiscard;

    SentryDelivery(ErrorCounts counts, DeliveryState state, ObjectProvider<OnDiscardCallback> onDiscard) {
        this.counts = counts;
        this.state = state;
        this.onDiscard = onDiscard;
    }

    @Override
    public void configure(SentryOptions options) {
        OnDiscardCallback application = options.getOnDiscard();
        if (application == null) {
            // Sentry's starter for Spring Boot 4 leaves this one bean out.
            application = onDiscard.getIfUnique();
        }
        Discards discards = new Discards(counts, application);
        options.setOnDiscard(discards);
        options.setTransportFactory(WatchedTransport.around(options.getTransportFactory(), counts, state, discards));
        state.at(SentryDsn.hostOf(options.getDsn()));
    }

    /** When everybody else has said what they want. */
    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
