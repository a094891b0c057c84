package dev.vigie.health;

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
     * @param dsnHost the DSN's host, never its key; null when not known
     * @param projectId the DSN's last part; null when not known
     * @param release the release on its events; null for none
     * @param rateLimited whether Sentry has asked to send less right now
     */
    record Snapshot(
            boolean enabled,
            String environment,
            boolean dsnConfigured,
            @Nullable String dsnHost,
            @Nullable String projectId,
            @Nullable String release,
            boolean rateLimited) {

        /** No SDK, or one that is off. */
        static Snapshot off(String environment, boolean dsnConfigured) {
            return new Snapshot(false, environment, dsnConfigured, null, null, null, false);
        }
    }
}
