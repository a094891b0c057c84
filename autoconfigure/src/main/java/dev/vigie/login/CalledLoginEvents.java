package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import org.jspecify.annotations.Nullable;

/** The calls of an application that signs people in on its own; nothing of ours comes back to it as an exception. */
final class CalledLoginEvents implements LoginEvents {

    private final LoginSignals signals;
    private final SignedInUser users;
    private final CurrentRequest request;

    CalledLoginEvents(LoginSignals signals, SignedInUser users, CurrentRequest request) {
        this.signals = signals;
        this.users = users;
        this.request = request;
    }

    @Override
    public void attempted(@Nullable String username) {
        guarded(() -> signals.attempted(username));
    }

    @Override
    public void succeeded(@Nullable ErrorUser user) {
        guarded(() -> {
            boolean inRequest = user != null && request.keep(new Told(null, user));
            signals.succeeded(user, inRequest);
        });
    }

    @Override
    public void failed(@Nullable String username, @Nullable LoginFailure reason) {
        LoginFailure known = reason == null ? LoginFailure.OTHER : reason;
        guarded(() -> signals.failed(username, () -> known, known));
    }

    @Override
    public void loggedOut(@Nullable ErrorUser user) {
        guarded(() -> {
            request.forget();
            signals.loggedOut(user);
        });
    }

    @Override
    public void signedIn(@Nullable ErrorUser user) {
        guarded(() -> {
            if (user != null && request.keep(new Told(null, user))) {
                users.tell(user);
            }
        });
    }

    private void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | StackOverflowError | LinkageError trouble) {
            users.warn("A call of LoginEvents failed", trouble);
        }
    }
}
