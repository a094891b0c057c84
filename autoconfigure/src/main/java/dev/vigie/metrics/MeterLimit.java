package dev.vigie.metrics;

import dev.vigie.feature.StartupProblems;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last wall before meters without end, such as those with a user as a tag. No name gets more than half of the room,
 * so that one that runs away leaves some to all others; Vigie's own are few and always get in.
 */
final class MeterLimit implements MeterFilter, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(MeterLimit.class);
    private static final String OURS = "vigie.";

    private final int most;
    private final Set<Meter.Id> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> byName = new ConcurrentHashMap<>();
    private final LongAdder denied = new LongAdder();
    private final AtomicBoolean told = new AtomicBoolean();

    MeterLimit(int most) {
        this.most = most;
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (known.contains(id) || id.getName().startsWith(OURS) || isAdded(id)) {
            return MeterFilterReply.NEUTRAL;
        }
        denied.increment();
        if (told.compareAndSet(false, true)) {
            log.warn(
                    "There are too many meters: {} in all, {} of them {}. Further ones are not made, and counted in "
                            + "vigie_metrics_denied_total. A tag should have few values, never a user, an id or an address; "
                            + "vigie.metrics.max-meters raises the limit",
                    known.size(),
                    byName.getOrDefault(id.getName(), 0),
                    StartupProblems.printable(id.getName()));
        }
        return MeterFilterReply.DENY;
    }

    private synchronized boolean isAdded(Meter.Id id) {
        int ofThisName = byName.getOrDefault(id.getName(), 0);
        if (known.size() >= most || ofThisName >= most / 2) {
            return false;
        }
        if (known.add(id)) {
            byName.put(id.getName(), ofThisName + 1);
        }
        return true;
    }

    private synchronized void forget(Meter.Id id) {
        if (known.remove(id)) {
            byName.computeIfPresent(id.getName(), (name, count) -> count == 1 ? null : count - 1);
        }
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watchRemovals(registry);
        FunctionCounter.builder("vigie.metrics.denied", denied, LongAdder::sum)
                .description("How often a meter was asked for that there was no room for")
                .register(registry);
    }

    private void watchRemovals(MeterRegistry registry) {
        registry.config().onMeterRemoved(meter -> forget(meter.getId()));
        if (registry instanceof CompositeMeterRegistry composite) {
            composite.getRegistries().forEach(this::watchRemovals);
        }
    }
}
