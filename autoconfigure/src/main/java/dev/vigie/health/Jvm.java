package dev.vigie.health;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What the JVM says of itself and of the processors it may use. */
final class Jvm {

    private Jvm() {}

    /**
     * The share of the processors that is used, from 0 to 1, since anybody last asked the JVM; it knows the quota of a
     * container. NaN where it does not say.
     */
    static double cpuLoad() {
        try {
            double load = ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getCpuLoad()
                    : Double.NaN;
            // Negative for "not yet".
            return load < 0 ? Double.NaN : Math.min(1, load);
        } catch (LinkageError noSuchModule) {
            return Double.NaN;
        }
    }

    /**
     * The bytes of the heap that the last collection could not free. What is used at a moment says nothing: it goes up
     * to the limit before each collection.
     */
    static long heapAfterCollection() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage usage = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            used += usage == null ? 0 : usage.getUsed();
        }
        return used;
    }
}
