package dev.vigie.health;

import dev.vigie.feature.StartupProblems;
import java.io.File;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks at the used share of the volume that a path is on. */
final class DiskHealthCheck implements HealthCheck {

    static final String NAME = "disk";
    static final String USAGE_PERCENT = "usage_percent";
    static final String MAX_USED_PERCENT = "max_used_percent";

    private final File path;
    private final double maxUsedPercent;

    /** Whether it was told that the path cannot be read. */
    private final AtomicBoolean told = new AtomicBoolean();

    DiskHealthCheck(File path, double maxUsedPercent) {
        this.path = path;
        this.maxUsedPercent = maxUsedPercent;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HealthResult check() {
        long total = path.getTotalSpace();
        if (total <= 0) {
            // File answers 0 for what does not exist or cannot be read.
            return unreadable();
        }
        told.set(false);
        // What the application cannot use counts as used, blocks reserved for the system included.
        long free = path.getUsableSpace();
        double used = Numbers.rounded(100.0 * (total - free) / total);
        // The number that is shown is the one that is compared: 90.0 is never "above 90".
        return (used > maxUsedPercent ? HealthResult.down() : HealthResult.up())
                .with("path", path.getPath())
                .with(USAGE_PERCENT, used)
                .with(MAX_USED_PERCENT, maxUsedPercent)
                .with("free_bytes", free)
                .with("total_bytes", total);
    }

    /** A setting that is wrong is no disk that is full: UNKNOWN takes no application out of service. */
    private HealthResult unreadable() {
        if (told.compareAndSet(false, true)) {
            StartupProblems.warn(
                    "The path '%s' of the property vigie.health.disk.path cannot be read; the disk check is UNKNOWN."
                            .formatted(path.getPath()),
                    "Set vigie.health.disk.path to a directory the application can read, or vigie.health.disk.enabled"
                            + " to false.");
        }
        return HealthResult.unknown().with("path", path.getPath()).with("error", "The path cannot be read");
    }
}
