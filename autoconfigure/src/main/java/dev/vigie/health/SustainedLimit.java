package dev.vigie.health;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A number and its limit. It is passed when the average of a minute is above and most of the readings are, never by one
 * reading; and no longer when the average is clearly below.
 */
final class SustainedLimit {

    private static final Logger log = LoggerFactory.getLogger(HealthCheck.class);

    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    /** Readings closer together than this are one; who asks often must not decide what the average is. */
    private static final long APART = Duration.ofSeconds(1).toNanos();

    /** Of fewer readings there is no average that says anything, however far apart they are. */
    private static final int ENOUGH = 3;

    /** Below this part of the limit it is over. */
    private static final double CLEARLY = 0.95;

    private final String what;
    private final String property;
    private final double max;
    private final LongSupplier nanoTime;
    private final Deque<Reading> readings = new ArrayDeque<>();

    private boolean exceeded;

    /**
     * @param what the first words of the line in the log
     * @param property where the limit comes from
     */
    SustainedLimit(String what, String property, double max, LongSupplier nanoTime) {
        this.what = what;
        this.property = property;
        this.max = max;
        this.nanoTime = nanoTime;
    }

    /** Takes a reading, unless it is no number, and says how things are; the average is NaN before the first. */
    synchronized Level add(double value) {
        long now = nanoTime.getAsLong();
        Reading last = readings.peekLast();
        if (!Double.isNaN(value) && (last == null || now - last.at() >= APART)) {
            readings.addLast(new Reading(now, value));
            dropOld(now);
        }
        double average = Numbers.rounded(
                readings.stream().mapToDouble(Reading::value).average().orElse(Double.NaN));
        boolean before = exceeded;
        exceeded = exceeded ? average > max * CLEARLY : isWhole() && average > max && areMostAbove();
        if (exceeded != before) {
            tell(average);
        }
        return new Level(average, exceeded);
    }

    /** As many stay as a whole minute takes. */
    private void dropOld(long now) {
        while (readings.size() > ENOUGH && now - second().at() >= WINDOW) {
            readings.removeFirst();
        }
    }

    private Reading second() {
        return readings.stream().skip(1).findFirst().orElseThrow();
    }

    private boolean isWhole() {
        return readings.size() >= ENOUGH
                && readings.getLast().at() - readings.getFirst().at() >= WINDOW;
    }

    /** One long pause of Redis makes a high average, but no slow Redis. */
    private boolean areMostAbove() {
        return readings.stream().filter(reading -> reading.value() > max).count() * 2 > readings.size();
    }

    private void tell(double average) {
        if (exceeded) {
            log.warn("{} is {} on average over a minute, above {}={}", what, average, property, Numbers.plain(max));
        } else {
            log.info(
                    "{} is {} on average over a minute, below {}={} again",
                    what,
                    average,
                    property,
                    Numbers.plain(max));
        }
    }

    /**
     * How things are.
     *
     * @param average the average of the last minute with one decimal; NaN where nothing could be read
     * @param exceeded whether the limit counts as passed
     */
    record Level(double average, boolean exceeded) {}

    private record Reading(long at, double value) {}
}
