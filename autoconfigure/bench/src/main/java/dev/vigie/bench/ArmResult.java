package dev.vigie.bench;

import java.util.EnumMap;
import java.util.Map;

/** Everything measured of one arm. */
final class ArmResult {

    /** What is measured, with the heading of its column. */
    enum Quantity {
        CPU_PER_REQUEST("CPU µs/request", 1),
        BYTES_PER_REQUEST("bytes/request", 0),
        REQUESTS_PER_SECOND("requests/s", 0),
        START_WALL("start wall s", 2),
        START_CPU("start CPU s", 2),
        HEAP("heap after GC MB", 1),
        METASPACE("metaspace MB", 1);

        final String heading;
        final int decimals;

        Quantity(String heading, int decimals) {
            this.heading = heading;
            this.decimals = decimals;
        }
    }

    private final Arm arm;
    private final Map<Quantity, Samples> samples = new EnumMap<>(Quantity.class);

    ArmResult(Arm arm) {
        this.arm = arm;
        for (Quantity quantity : Quantity.values()) {
            samples.put(quantity, new Samples());
        }
    }

    Arm arm() {
        return arm;
    }

    void add(Quantity quantity, double value) {
        of(quantity).add(value);
    }

    Samples of(Quantity quantity) {
        Samples found = samples.get(quantity);
        if (found == null) {
            throw new IllegalArgumentException(quantity.name());
        }
        return found;
    }
}
