package dev.vigie.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/** The level from which on lines are shown, as {@code logging.threshold.*} says it. */
final class LineThreshold {

    private LineThreshold() {}

    /** Nothing where any line is shown. */
    static List<Filter<ILoggingEvent>> of(@Nullable String level) {
        if (!StringUtils.hasText(level)) {
            return List.of();
        }
        ThresholdFilter filter = new ThresholdFilter();
        // YAML makes false of off.
        filter.setLevel(level.strip().equalsIgnoreCase("false") ? Level.OFF.levelStr : level.strip());
        filter.start();
        return List.of(filter);
    }
}
