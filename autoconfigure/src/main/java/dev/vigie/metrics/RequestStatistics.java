package dev.vigie.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How requests were in the last minutes, hour and day, as seen from inside: for pages and reports, where a scrape needs
 * a Prometheus to be looked at. Memory is bounded by the number of routes: 300 bytes for each slot of time a route was
 * asked in, of which there are about 50, and 50 more for each power of two that its durations fell into. Time is that
 * of {@link System#nanoTime()}, so that a clock that is set changes nothing.
 */
public final class RequestStatistics {

    /** What routes are that found no room. */
    static final String OTHER = "OTHER";

    private final long target;
    private final int mostRoutes;
    private final LongSupplier clock;
    private final long origin;
    private final Map<String, Integer> routes = new ConcurrentHashMap<>();
    private final SlotRing ring;
    private volatile StatisticsSlot current;

    /**
     * Statistics without requests.
     *
     * @param target the duration of a request up to which nobody is said to wait, T of Apdex
     * @param mostRoutes how many routes are told apart; all others are one
     */
    public RequestStatistics(Duration target, int mostRoutes) {
        this(target, mostRoutes, System::nanoTime);
    }

    RequestStatistics(Duration target, int mostRoutes, LongSupplier clock) {
        this.target = target.toNanos();
        this.mostRoutes = mostRoutes;
        this.clock = clock;
        this.origin = clock.getAsLong();
        this.ring = ringOf(0, mostRoutes + 1);
        this.current = ring.at(0);
    }

    private static SlotRing ringOf(int window, int routes) {
        StatisticsWindow[] all = StatisticsWindow.values();
        StatisticsWindow one = all[window];
        int count = (int) one.length().dividedBy(one.slot());
        SlotRing next = window + 1 == all.length ? null : ringOf(window + 1, routes);
        return new SlotRing(one.slot().toNanos(), count, routes, next);
    }

    /**
     * Adds a request that is over.
     *
     * @param route method and template, from a closed set
     * @param nanos how long it took
     * @param failed whether the answer is a server error
     */
    public void add(String route, long nanos, boolean failed) {
        slotAt(now()).add(numberOf(route), Math.max(nanos, 0), failed, target);
    }

    private int numberOf(String route) {
        Integer known = routes.get(route);
        return known == null ? newNumber(route) : known;
    }

    private int newNumber(String route) {
        synchronized (routes) {
            if (routes.size() >= mostRoutes) {
                return mostRoutes;
            }
            return routes.computeIfAbsent(route, unknown -> routes.size());
        }
    }

    private StatisticsSlot slotAt(long now) {
        StatisticsSlot slot = current;
        long age = now - slot.start();
        return age < StatisticsWindow.FIVE_MINUTES.slot().toNanos() ? slot : moveTo(now);
    }

    /** A thread that was held up may still add to the slot before, which is handed on minutes later. */
    private synchronized StatisticsSlot moveTo(long now) {
        ring.moveTo(now);
        current = ring.at(now);
        return current;
    }

    private long now() {
        return clock.getAsLong() - origin;
    }

    /** How much memory the slots take, in bytes: nearly all that this takes. */
    synchronized long bytes() {
        return ring.bytes();
    }

    /** All requests of a window. */
    public RequestSummary over(StatisticsWindow window) {
        long now = now();
        RequestTally sum = new RequestTally();
        long since = since(window, now);
        synchronized (this) {
            moveTo(now);
            ring.since(since, slot -> sum.addAll(slot.all()));
        }
        return sum.summary(Duration.ofNanos(now - since));
    }

    /**
     * The routes that were asked most often, the busiest first.
     *
     * @param most how many of them at most
     */
    public List<RouteSummary> busiest(StatisticsWindow window, int most) {
        return routes(
                window, most, Comparator.comparingLong(route -> -route.summary().requests()));
    }

    /**
     * The routes whose requests took longest, by the 95th percentile, the slowest first.
     *
     * @param most how many of them at most
     */
    public List<RouteSummary> slowest(StatisticsWindow window, int most) {
        return routes(
                window,
                most,
                Comparator.comparing((RouteSummary route) -> route.summary().p95())
                        .reversed());
    }

    private List<RouteSummary> routes(StatisticsWindow window, int most, Comparator<RouteSummary> order) {
        List<RouteSummary> summaries = new ArrayList<>();
        routes.forEach((name, number) -> add(name, number, window, summaries));
        add(OTHER, mostRoutes, window, summaries);
        return summaries.stream()
                .sorted(order.thenComparing(RouteSummary::route))
                .limit(most)
                .toList();
    }

    private void add(String name, int number, StatisticsWindow window, List<RouteSummary> summaries) {
        long now = now();
        long since = since(window, now);
        RequestTally sum = new RequestTally();
        synchronized (this) {
            moveTo(now);
            ring.since(since, slot -> {
                RequestTally one = slot.of(number);
                if (one != null) {
                    sum.addAll(one);
                }
            });
        }
        if (sum.requests() > 0) {
            summaries.add(new RouteSummary(name, sum.summary(Duration.ofNanos(now - since))));
        }
    }

    /** The begin of the first slot that is in the window as a whole. */
    private static long since(StatisticsWindow window, long now) {
        long slot = window.slot().toNanos();
        long begin = now - window.length().toNanos();
        return begin <= 0 ? 0 : (begin + slot - 1) / slot * slot;
    }
}
