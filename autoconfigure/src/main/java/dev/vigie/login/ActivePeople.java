package dev.vigie.login;

import dev.vigie.errors.ErrorUser;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Different users and sessions of the last five minutes. It cannot tell whom. */
final class ActivePeople {

    private static final int SECONDS = 300;
    private static final int PLACES = 1 << 15;

    private final DistinctIds users = new DistinctIds(PLACES);
    private final DistinctIds sessions = new DistinctIds(PLACES);
    private final LongSupplier nanoTime;
    private final long start;

    ActivePeople(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    void saw(ErrorUser user) {
        @Nullable String who = user.id() == null ? user.name() : user.id();
        if (who != null) {
            users.saw(who.hashCode(), now());
        }
    }

    void sawSession(String id) {
        sessions.saw(id.hashCode(), now());
    }

    long users() {
        return users.since(fiveMinutesAgo());
    }

    long sessions() {
        return sessions.since(fiveMinutesAgo());
    }

    /** Not from 0, which is what a place says that nobody was at. */
    private int fiveMinutesAgo() {
        return Math.max(1, now() - SECONDS + 1);
    }

    private int now() {
        return 1 + (int) ((nanoTime.getAsLong() - start) / 1_000_000_000L);
    }
}
