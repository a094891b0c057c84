package dev.vigie.web;

import dev.vigie.errors.Activation;

/** A thread that works for a watched request: its log lines and events belong to it until it leaves. */
final class Entered {

    private final Activation scope;
    private final Activation fields;

    private Entered(Activation scope, Activation fields) {
        this.scope = scope;
        this.fields = fields;
    }

    /** Trouble with that costs the request nothing but being watched. */
    static Entered into(WatchedRequest watched) {
        return new Entered(
                Activation.guarded(() -> watched.scope().activate()),
                Activation.guarded(() -> watched.putLogFields()::restore));
    }

    void leave() {
        fields.close();
        scope.close();
    }
}
