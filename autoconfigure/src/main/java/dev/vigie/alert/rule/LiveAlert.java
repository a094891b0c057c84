package dev.vigie.alert.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert on its way from pending to over. It has a clock of its own, which stands still while nothing is known. Not
 * safe for several threads.
 */
final class LiveAlert {

    private final Map<String, String> labels;
    private final RuleTiming timing;
    private final Instant activeAt;
    private Duration age = Duration.ZERO;
    private Duration seen;
    private double value = Double.NaN;
    private @Nullable Instant firedAt;
    private @Nullable Duration goneAt;

    LiveAlert(Map<String, String> labels, RuleTiming timing, Moment now) {
        this.labels = labels;
        this.timing = timing;
        this.activeAt = now.wall();
        this.seen = now.observed();
    }

    Map<String, String> labels() {
        return labels;
    }

    boolean isFiring() {
        return firedAt != null;
    }

    /** The condition holds; true if that makes it fire. */
    boolean met(double latest, Moment now) {
        grow(now);
        value = latest;
        goneAt = null;
        if (isFiring() || age.compareTo(timing.hold()) < 0) {
            return false;
        }
        firedAt = now.wall();
        return true;
    }

    /** The condition does not hold; true if that ends it. */
    boolean notMet(Moment now) {
        grow(now);
        if (!isFiring()) {
            return true;
        }
        if (goneAt == null) {
            goneAt = age;
        }
        return age.minus(goneAt).compareTo(timing.keepFiringFor()) >= 0;
    }

    /** Whether the condition holds is not known. */
    void unknown(Moment now) {
        seen = now.observed();
    }

    private void grow(Moment now) {
        age = age.plus(now.observed().minus(seen));
        seen = now.observed();
    }

    Alert asIs() {
        return new Alert(labels, isFiring() ? AlertState.FIRING : AlertState.PENDING, value, activeAt, firedAt, null);
    }

    Alert over(Moment now) {
        return new Alert(labels, AlertState.RESOLVED, value, activeAt, firedAt, now.wall());
    }
}
