package dev.vigie.alert.rule;

import java.time.Duration;
import java.util.Arrays;

/**
 * When the numbers of a signal were taken, as far back as somebody looks; each line of numbers is a ring beside it. Not
 * safe for several threads.
 */
final class Course {

    private final long interval;
    private final long[] times;
    private long points;

    Course(Duration reach, Duration interval) {
        this.interval = interval.toMillis();
        this.times = new long[(int) (reach.toMillis() / this.interval) + 4];
    }

    /** A new line, of which nothing was there so far. */
    double[] line(double nothing) {
        double[] line = new double[times.length];
        Arrays.fill(line, nothing);
        return line;
    }

    void advance(Duration now) {
        times[slot(points)] = now.toMillis();
        points++;
    }

    /** Where the point of now stands in each line. */
    int newest() {
        return slot(points - 1);
    }

    int previous() {
        return slot(Math.max(0, points - 2));
    }

    /** By how much a line grew; NaN where it does not reach back that far. */
    double growth(double[] line, Duration window, Duration before) {
        long end = times[newest()] - before.toMillis();
        if (end < oldestTime() - interval / 2) {
            return Double.NaN;
        }
        return line[slot(nearest(end))] - line[slot(nearest(end - window.toMillis()))];
    }

    /** What a line was on the average of those points where it is known; NaN without any. */
    double average(double[] line, Duration window, Duration before) {
        long end = times[newest()] - before.toMillis();
        if (end < oldestTime() - interval / 2) {
            return Double.NaN;
        }
        double sum = 0;
        int known = 0;
        for (long point = nearest(end - window.toMillis()); point <= nearest(end); point++) {
            double value = line[slot(point)];
            if (!Double.isNaN(value)) {
                sum += value;
                known++;
            }
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    /** The point closest to a time, of two the older; intervals are never quite the same. */
    private long nearest(long time) {
        long low = oldest();
        long high = points - 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (times[slot(middle)] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        boolean olderIsCloser = low > oldest() && time - times[slot(low - 1)] <= Math.abs(times[slot(low)] - time);
        return olderIsCloser ? low - 1 : low;
    }

    private long oldest() {
        return Math.max(0, points - times.length);
    }

    private long oldestTime() {
        return times[slot(oldest())];
    }

    private int slot(long point) {
        return (int) (point % times.length);
    }
}
