package dev.vigie.health;

import dev.vigie.health.HealthResult.Status;
import dev.vigie.health.SustainedLimit.Level;
import java.util.function.DoubleSupplier;

/** Looks at the share of the processors that is used: those of the container where it has a quota. */
final class CpuHealthCheck implements HealthCheck {

    static final String NAME = "cpu";

    private final DoubleSupplier load;
    private final HealthProperties.Cpu settings;
    private final SustainedLimit limit;

    /** @param load the load since somebody last asked, from 0 to 1; NaN where it cannot be read */
    CpuHealthCheck(DoubleSupplier load, HealthProperties.Cpu settings, SustainedLimit limit) {
        this.load = load;
        this.settings = settings;
        this.limit = limit;
    }

    static CpuHealthCheck of(HealthProperties.Cpu settings) {
        return new CpuHealthCheck(
                Jvm::cpuLoad,
                settings,
                new SustainedLimit(
                        "The CPU usage in percent",
                        "vigie.health.cpu.max-used-percent",
                        settings.maxUsedPercent(),
                        System::nanoTime));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public HealthResult check() {
        Level level = limit.add(100 * load.getAsDouble());
        if (Double.isNaN(level.average())) {
            return HealthResult.unknown().with("error", "The CPU usage is not known");
        }
        return HealthResult.of(level.exceeded() ? settings.statusAbove() : Status.UP)
                .with(DiskHealthCheck.USAGE_PERCENT, level.average())
                .with(DiskHealthCheck.MAX_USED_PERCENT, settings.maxUsedPercent())
                .with(HealthResult.EXCEEDED, level.exceeded())
                .with("processors", Runtime.getRuntime().availableProcessors());
    }
}
