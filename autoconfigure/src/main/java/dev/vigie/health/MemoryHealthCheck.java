package dev.vigie.health;

import dev.vigie.feature.HostMemory;
import dev.vigie.health.HealthResult.Status;
import dev.vigie.health.SustainedLimit.Level;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks at the share of memory that is used: that of the machine or of the container, and the heap of the JVM. */
final class MemoryHealthCheck implements HealthCheck {

    static final String NAME = "memory";

    private static final String PROPERTY = "vigie.health.memory.max-used-percent";

    private final Supplier<HostMemory> host;
    private final LongSupplier heap;
    private final HealthProperties.Memory settings;
    private final SustainedLimit hostLimit;
    private final SustainedLimit heapLimit;

    /** @param heap the bytes of the heap that are used for good */
    MemoryHealthCheck(
            Supplier<HostMemory> host, LongSupplier heap, HealthProperties.Memory settings, LongSupplier nanoTime) {
        this.host = host;
        this.heap = heap;
        this.settings = settings;
        this.hostLimit =
                new SustainedLimit("The memory usage in percent", PROPERTY, settings.maxUsedPercent(), nanoTime);
        this.heapLimit = new SustainedLimit(
                "The heap usage after collection in percent", PROPERTY, settings.maxUsedPercent(), nanoTime);
    }

    static MemoryHealthCheck of(HealthProperties.Memory settings) {
        return new MemoryHealthCheck(HostMemory::ofThisMachine, Jvm::heapAfterCollection, settings, System::nanoTime);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HealthResult check() {
        HostMemory memory = host.get();
        long heapMax = Runtime.getRuntime().maxMemory();
        Level used = hostLimit.add(100 * (1 - memory.available() / memory.total()));
        Level heapUsed = heapLimit.add(100.0 * heap.getAsLong() / heapMax);
        boolean exceeded = used.exceeded() || heapUsed.exceeded();
        HealthResult result = HealthResult.of(exceeded ? settings.statusAbove() : Status.UP);
        if (!Double.isNaN(used.average())) {
            result = result.with(DiskHealthCheck.USAGE_PERCENT, used.average());
        }
        result = result.with("heap_usage_percent", heapUsed.average())
                .with(DiskHealthCheck.MAX_USED_PERCENT, settings.maxUsedPercent())
                .with(HealthResult.EXCEEDED, exceeded);
        if (!Double.isNaN(memory.available())) {
            result = result.with("available_bytes", (long) memory.available())
                    .with("total_bytes", (long) memory.total());
        }
        return result.with("heap_max_bytes", heapMax);
    }
}
