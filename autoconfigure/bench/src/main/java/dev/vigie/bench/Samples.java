package dev.vigie.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measured values of one quantity of one arm. */
final class Samples {

    private final List<Double> sorted = new ArrayList<>();

    void add(double value) {
        sorted.add(value);
        sorted.sort(null);
    }

    double median() {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median and, when there is more than one value, the smallest and the largest. */
    String text(int decimals) {
        String median = number(median(), decimals);
        if (sorted.size() == 1) {
            return median;
        }
        return "%s (%s-%s)"
                .formatted(median, number(sorted.get(0), decimals), number(sorted.get(sorted.size() - 1), decimals));
    }

    static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
