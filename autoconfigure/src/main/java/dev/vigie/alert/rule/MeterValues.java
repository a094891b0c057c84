package dev.vigie.alert.rule;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Reads the number a signal names off a meter; NaN where the meter has none such. */
final class MeterValues {

    private MeterValues() {}

    static double of(Meter meter, Signal signal) {
        return switch (signal.statistic()) {
            case VALUE -> gauge(meter);
            case COUNT -> counter(meter);
            case TIMES -> times(meter);
            case WITHIN -> within(meter, signal.within());
        };
    }

    private static double gauge(Meter meter) {
        if (meter instanceof TimeGauge gauge) {
            return gauge.value(TimeUnit.SECONDS);
        }
        return meter instanceof Gauge gauge ? gauge.value() : Double.NaN;
    }

    private static double counter(Meter meter) {
        if (meter instanceof Counter counter) {
            return counter.count();
        }
        return meter instanceof FunctionCounter counter ? counter.count() : Double.NaN;
    }

    private static double times(Meter meter) {
        if (meter instanceof Timer timer) {
            return timer.count();
        }
        return meter instanceof FunctionTimer timer ? timer.count() : Double.NaN;
    }

    private static double within(Meter meter, @Nullable Duration bound) {
        if (bound == null || !(meter instanceof Timer timer)) {
            return Double.NaN;
        }
        for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
            if (bucket.bucket(TimeUnit.NANOSECONDS) == bound.toNanos()) {
                return bucket.count();
            }
        }
        return Double.NaN;
    }
}
