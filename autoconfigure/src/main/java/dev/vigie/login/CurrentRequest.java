package dev.vigie.login;

import org.jspecify.annotations.Nullable;

/** The request this thread works for. */
interface CurrentRequest {

    /** Where there are no requests. */
    CurrentRequest NONE = new CurrentRequest() {

        @Override
        public @Nullable String clientIp() {
            return null;
        }

        @Override
        public boolean keep(Told told) {
            return false;
        }

        @Override
        public void forget() {}
    };

    /** The address of the client as Spring sees it, or null without a request. */
    @Nullable
    String clientIp();

    /** Keeps who was told, for the other dispatches of the request. Returns whether there is a request. */
    boolean keep(Told told);

    /** Forgets who was told. */
    void forget();
}
