package dev.vigie.logging;

import dev.vigie.logging.LogCounts.Drop;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Lines by level and category, and those that were not written by the reason. */
final class LogMeters implements MeterBinder {

    private final LogCounts counts;

    LogMeters(LogCounts counts) {
        this.counts = counts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String level : LogCounts.LEVELS) {
            for (String category : CategoryResolver.CATEGORIES) {
                FunctionCounter.builder("vigie.log.lines", counts, known -> known.written(level, category))
                        .description("Log lines an appender has written")
                        .tag("level", level)
                        .tag("category", category)
                        .register(registry);
            }
        }
        for (Drop reason : Drop.values()) {
            FunctionCounter.builder("vigie.log.dropped", counts, known -> known.dropped(reason))
                    .description("Log lines not written, by the reason")
                    .tag("reason", reason.reason())
                    .register(registry);
        }
    }
}
