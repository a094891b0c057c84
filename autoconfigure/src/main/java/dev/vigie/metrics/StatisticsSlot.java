package dev.vigie.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The requests of one slot of time, all together and by route. */
final class StatisticsSlot {

    /** What this takes where a reference has four bytes. */
    private static final int BYTES = 32 + 16 + 16;

    private static final int BYTES_OF_ROUTE = 4;

    private final long start;
    private final RequestTally all = new RequestTally();
    private final AtomicReferenceArray<@Nullable RequestTally> routes;

    /**
     * A slot without requests.
     *
     * @param start nanoseconds since the statistics began
     * @param routes how many routes there may be
     */
    StatisticsSlot(long start, int routes) {
        this.start = start;
        this.routes = new AtomicReferenceArray<>(routes);
    }

    long start() {
        return start;
    }

    void add(int route, long nanos, boolean failed, long target) {
        all.add(nanos, failed, target);
        tally(route).add(nanos, failed, target);
    }

    void addAll(StatisticsSlot other) {
        all.addAll(other.all);
        for (int i = 0; i < routes.length(); i++) {
            RequestTally theirs = other.routes.get(i);
            if (theirs != null) {
                tally(i).addAll(theirs);
            }
        }
    }

    RequestTally all() {
        return all;
    }

    @Nullable
    RequestTally of(int route) {
        return routes.get(route);
    }

    /** How much memory it takes. */
    long bytes() {
        long bytes = BYTES + (long) BYTES_OF_ROUTE * routes.length() + all.bytes();
        for (int i = 0; i < routes.length(); i++) {
            RequestTally tally = routes.get(i);
            bytes += tally == null ? 0 : tally.bytes();
        }
        return bytes;
    }

    private RequestTally tally(int route) {
        RequestTally tally = routes.get(route);
        if (tally == null) {
            RequestTally made = new RequestTally();
            RequestTally before = routes.compareAndExchange(route, null, made);
            tally = before == null ? made : before;
        }
        return tally;
    }
}
