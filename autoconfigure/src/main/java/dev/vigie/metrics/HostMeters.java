package dev.vigie.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Memory, disk and network of the machine, its processes and the threads of this one. One reading serves a whole
 * scrape, and is not older than a few seconds.
 */
final class HostMeters implements MeterBinder {

    private static final long FRESH = Duration.ofSeconds(2).toNanos();

    private final Supplier<HostReading> reader;
    private final LongSupplier clock;
    private @Nullable HostReading last;
    private long readAt;

    HostMeters(Supplier<HostReading> reader, LongSupplier clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "system.memory.total",
                "bytes",
                "Memory of the machine or the container",
                HostReading::memoryTotal);
        gauge(
                registry,
                "system.memory.available",
                "bytes",
                "Memory of it that programs could still get",
                HostReading::memoryAvailable);
        counter(registry, "system.disk.io", "read", "Bytes read from and written to disks", HostReading::diskRead);
        counter(registry, "system.disk.io", "write", "Bytes read from and written to disks", HostReading::diskWritten);
        counter(registry, "system.network.io", "receive", "Bytes received and sent", HostReading::received);
        counter(registry, "system.network.io", "transmit", "Bytes received and sent", HostReading::sent);
        gauge(registry, "system.process.count", "processes", "Processes of the machine", HostReading::processes);
        gauge(registry, "process.threads", "threads", "Threads as the system counts them", HostReading::threads);
    }

    private void gauge(
            MeterRegistry registry, String name, String unit, String description, ToDoubleFunction<HostReading> part) {
        if (isTold(part)) {
            Gauge.builder(name, this, meters -> part.applyAsDouble(meters.now()))
                    .description(description)
                    .baseUnit(unit)
                    .register(registry);
        }
    }

    private void counter(
            MeterRegistry registry,
            String name,
            String direction,
            String description,
            ToDoubleFunction<HostReading> part) {
        if (isTold(part)) {
            FunctionCounter.builder(name, this, meters -> part.applyAsDouble(meters.now()))
                    .description(description)
                    .baseUnit("bytes")
                    .tag("direction", direction)
                    .register(registry);
        }
    }

    /** A machine that does not say something when the application starts will not say it later. */
    private boolean isTold(ToDoubleFunction<HostReading> part) {
        return !Double.isNaN(part.applyAsDouble(now()));
    }

    private synchronized HostReading now() {
        long time = clock.getAsLong();
        HostReading known = last;
        if (known == null || time - readAt > FRESH) {
            known = reader.get();
            last = known;
            readAt = time;
        }
        return known;
    }
}
