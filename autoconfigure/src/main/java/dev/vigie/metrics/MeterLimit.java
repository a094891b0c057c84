package dev.vigie.metrics;

import dev.vigie.feature.StartupProblems;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last wall before meters without end, such as those with a user as a tag. No name gets more than half of the room,
 * so that one that runs away leaves some to all others, and beyond that counts as {@link TagLimit#OTHER}; what cannot
 * be added up is not made. Vigie's own are few and always get in.
 *
 * <p>Micrometer asks {@link #map} at every look-up of a meter that is not there under its own tags, without a lock, and
 * {@link #accept} for one that is not there at all, under its own.
 */
final class MeterLimit implements MeterFilter, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(MeterLimit.class);
    private static final String OURS = "vigie.";
    private static final int MOST_LINES = 10;

    private final int most;
    private final Map<String, MeterFamily> families = new ConcurrentHashMap<>();
    private final LongAdder denied = new LongAdder();
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile int count;
    private int lines;

    MeterLimit(int most) {
        this.most = most;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        MeterFamily family = families.get(id.getName());
        return family == null ? id : family.representative(id);
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (id.getName().startsWith(OURS)) {
            return MeterFilterReply.NEUTRAL;
        }
        MeterFamily family = families.get(id.getName());
        if (family != null && family.contains(id)) {
            return MeterFilterReply.NEUTRAL;
        }
        // Without a lock, as a meter that was denied is asked for again and again.
        boolean full =
                count >= most || (family != null && family.isFull()) || (isCrowded() && !mayUseTheLastRoom(family));
        return !full && isAdded(id) ? MeterFilterReply.NEUTRAL : denied(id, family);
    }

    private synchronized boolean isAdded(Meter.Id id) {
        MeterFamily family = families.get(id.getName());
        if (family != null && family.contains(id)) {
            return true;
        }
        if (count >= most || (family != null && !family.hasRoom()) || (isCrowded() && !mayUseTheLastRoom(family))) {
            return false;
        }
        if (family == null) {
            family = new MeterFamily(id.getType(), most / 2);
            families.put(id.getName(), family);
        }
        family.add(id);
        count++;
        if (family.needsClosing(isCrowded())) {
            tell(id.getName(), family.size(), family.close(Math.max(1, isCrowded() ? most / 200 : most / 20)));
        }
        return true;
    }

    private boolean isCrowded() {
        return count >= most - most / 10;
    }

    /** The last tenth is for further values of what is counted already: without them, rates would be wrong. */
    private static boolean mayUseTheLastRoom(@Nullable MeterFamily family) {
        return family != null && family.isAddedUp();
    }

    private synchronized void forget(Meter.Id id) {
        MeterFamily family = families.get(id.getName());
        if (family != null && family.remove(id)) {
            count--;
            if (family.isEmpty()) {
                families.remove(id.getName());
            }
        }
    }

    private void tell(String name, int size, @Nullable String closed) {
        if (closed != null && lines++ < MOST_LINES) {
            log.warn(
                    "There are too many meters: {} in all, {} of them {}. Further values of its tag {} are {}. "
                            + "A tag should have few values, never a user, an id or an address; "
                            + "vigie.metrics.max-meters raises the limit",
                    count,
                    size,
                    StartupProblems.printable(name),
                    StartupProblems.printable(closed),
                    TagLimit.OTHER);
        }
    }

    private MeterFilterReply denied(Meter.Id id, @Nullable MeterFamily family) {
        denied.increment();
        if (!told.get() && told.compareAndSet(false, true)) {
            log.warn(
                    "There are too many meters: {} in all, {} of them {}. Further ones are not made, and counted in "
                            + "vigie_metrics_denied_total. A tag should have few values, never a user, an id or an address; "
                            + "vigie.metrics.max-meters raises the limit",
                    count,
                    family == null ? 0 : family.size(),
                    StartupProblems.printable(id.getName()));
        }
        return MeterFilterReply.DENY;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        watch(registry);
        FunctionCounter.builder("vigie.metrics.denied", denied, LongAdder::sum)
                .description("How often a meter was asked for that there was no room for")
                .register(registry);
    }

    private void watch(MeterRegistry registry) {
        registry.config().onMeterAdded(this::look).onMeterRemoved(meter -> forget(meter.getId()));
        if (registry instanceof CompositeMeterRegistry composite) {
            composite.getRegistries().forEach(this::watch);
        }
    }

    /** Only now it shows: for a filter it is a counter or a timer like any other. */
    private void look(Meter meter) {
        MeterFamily family = families.get(meter.getId().getName());
        if (family != null && (meter instanceof FunctionCounter || meter instanceof FunctionTimer)) {
            family.isNotAddedUp();
        }
    }
}
