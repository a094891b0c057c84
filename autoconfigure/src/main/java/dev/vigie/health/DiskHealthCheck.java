package dev.vigie.health;

import java.io.File;

/** Looks at the used share of the volume that a path is on. */
final class DiskHealthCheck implements HealthCheck {

    static final String NAME = "disk";
    static final String USAGE_PERCENT = "usage_percent";
    static final String MAX_USED_PERCENT = "max_used_percent";

    private final File path;
    private final double maxUsedPercent;

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
            return HealthResult.down().with("path", path.getPath()).with("error", "The path cannot be read");
        }
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
}
