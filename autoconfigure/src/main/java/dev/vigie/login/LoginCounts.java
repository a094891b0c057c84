package dev.vigie.login;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Logins since the process started, by what became of them. */
final class LoginCounts {

    private final LongAdder successes = new LongAdder();
    private final Map<LoginFailure, LongAdder> failures = new EnumMap<>(LoginFailure.class);

    LoginCounts() {
        for (LoginFailure reason : LoginFailure.values()) {
            failures.put(reason, new LongAdder());
        }
    }

    void countSuccess() {
        successes.increment();
    }

    void countFailure(LoginFailure reason) {
        of(reason).increment();
    }

    long successes() {
        return successes.sum();
    }

    long failures(LoginFailure reason) {
        return of(reason).sum();
    }

    private LongAdder of(LoginFailure reason) {
        return failures.getOrDefault(reason, new LongAdder());
    }
}
