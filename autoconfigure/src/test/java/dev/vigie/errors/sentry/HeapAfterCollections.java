package dev.vigie.errors.sentry;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What was alive at the collections somebody asked for with {@code System.gc()}. The JVM tells it of each; what a pool
 * says afterwards may be of another collection, and not every request for one is granted.
 */
final class HeapAfterCollections implements NotificationListener, AutoCloseable {

    static final long NONE = Long.MAX_VALUE;

    private static final int MOST_REQUESTS = 5;
    private static final Duration TOLD_WITHIN = Duration.ofMillis(200);

    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());
    private final AtomicLong least = new AtomicLong(NONE);
    private final AtomicLong granted = new AtomicLong();
    private volatile long since;

    private HeapAfterCollections() {}

    static HeapAfterCollections watched() {
        HeapAfterCollections watch = new HeapAfterCollections();
        watch.collectors.forEach(
                collector -> ((NotificationEmitter) collector).addNotificationListener(watch, null, null));
        return watch;
    }

    @Override
    public void handleNotification(Notification notification, Object unused) {
        GarbageCollectionNotificationInfo collection =
                GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
        // One from before may be told late.
        if (collection.getGcCause().equals("System.gc()")
                && collection.getGcInfo().getStartTime() > since) {
            long alive = collection.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> heap.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum();
            least.accumulateAndGet(alive, Math::min);
            granted.incrementAndGet();
        }
    }

    /** Asks until one is granted: none is while a thread is at work on an array in native code, as zip streams are. */
    void collect() {
        long before = granted.get();
        for (int i = 0; i < MOST_REQUESTS && granted.get() == before; i++) {
            System.gc();
            try {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(5))
                        .atMost(TOLD_WITHIN)
                        .until(() -> granted.get() > before);
            } catch (ConditionTimeoutException notGranted) {
                // The next one may be.
            }
        }
    }

    /**
     * Bytes alive at the one where the fewest were, {@link #NONE} when there was none. What is kept stays; at one
     * collection alone there may be more, which something else in this JVM was just about.
     */
    long least() {
        return least.get();
    }

    void forget() {
        since = ManagementFactory.getRuntimeMXBean().getUptime();
        least.set(NONE);
    }

    @Override
    public void close() throws ListenerNotFoundException {
        for (GarbageCollectorMXBean collector : collectors) {
            ((NotificationEmitter) collector).removeNotificationListener(this);
        }
    }
}
