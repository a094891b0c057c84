package dev.vigie.web;

import dev.vigie.errors.RequestScopes.Activation;

/** A thread that works for a watched request: its log lines and events belong to it until it leaves. */
final class Entered {

    private final Activation activation;
    private final LogFieldsBefore before;

    private Entered(Activation activation, LogFieldsBefore before) {
        this.activation = activation;
        this.before = before;
    }

    static Entered into(WatchedRequest watched) {
        return new Entered(watched.scope().activate(), watched.putLogFields());
    }

    void leave() {
        before.restore();
        activation.close();
    }
}
