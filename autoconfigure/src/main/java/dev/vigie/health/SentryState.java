package dev.vigie.health;

import dev.vigie.feature.ErrorDelivery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the Sentry SDK how it is, without a type of Sentry in sight. Never waits for the network. */
@FunctionalInterface
interface SentryState {

    Snapshot read();

    /**
     * What the SDK says of itself.
     *
     * @param enabled whether it sends
     * @param environment the environment on its events
     * @param dsnConfigured whether there is a DSN, usable or not
     * @param projectId the DSN's last part; null when not known
     * @param release the release on its events; null for none
     * @param rateLimited whether Sentry has asked to send less right now
     * @param delivery what became of events so far; null when nobody watches
     */
    record Snapshot(
            boolean enabled,
            String environment,
            boolean dsnConfigured,
            @Nullable String projectId,
            @Nullable String release,
            boolean rateLimited,
            ErrorDelivery.@Nullable Facts delivery) {

        /** What became of events so far, in the words of an answer; empty when nobody watches. */
        Map<String, Object> deliveryDetails() {
            Map<String, Object> details = new LinkedHashMap<>();
            if (delivery == null) {
                return details;
            }
            Instant success = delivery.lastSuccess();
            if (success != null) {
                details.put("last_success", text(success));
            }
            ErrorDelivery.Failure failure = delivery.lastFailure();
            if (failure != null) {
                Map<String, Object> member = new LinkedHashMap<>();
                member.put("kind", failure.kind());
                member.put("at", text(failure.at()));
                details.put("last_failure", member);
            }
            details.put("queued", delivery.queued());
            details.put("sent", delivery.sent());
            details.put("suppressed", delivery.suppressed());
            details.put("dropped", new TreeMap<>(delivery.dropped()));
            return details;
        }

        private static String text(Instant instant) {
            return instant.truncatedTo(ChronoUnit.SECONDS).toString();
        }

        /** No SDK, or one that is off. */
        static Snapshot off(String environment, boolean dsnConfigured) {
            return new Snapshot(false, environment, dsnConfigured, null, null, false, null);
        }
    }
}
