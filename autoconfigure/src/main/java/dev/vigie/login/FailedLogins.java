package dev.vigie.login;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Failed logins of the last minutes, by principal and by address. It keeps hashes instead of names and addresses, and
 * at most {@value #MOST_KEYS} of each; the ones that were quiet the longest go first.
 */
public final class FailedLogins {

    /** What failures are counted by. */
    public enum Kind {
        /** The user name, whether there is such a user or not. */
        PRINCIPAL,
        /** The address of the client. */
        IP
    }

    static final int MOST_KEYS = 10_000;

    private final Duration window;
    private final int threshold;
    private final int overallThreshold;
    private final LongSupplier nanoTime;
    private final long sliceNanos;
    private final long start;

    private final OneWayHash hash = new OneWayHash();
    private final Map<Kind, Keys> keys = new EnumMap<>(Kind.class);
    private final SlidingCount overall;

    FailedLogins(LoginProperties properties, LongSupplier nanoTime) {
        this.window = properties.window();
        this.threshold = properties.stormThreshold();
        this.overallThreshold = properties.stormThresholdOverall();
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.sliceNanos = window.toNanos() / SlidingCount.SLICES;
        this.overall = new SlidingCount(slice());
        for (Kind kind : Kind.values()) {
            keys.put(kind, new Keys());
        }
    }

    /**
     * The most failed logins of one principal or from one address.
     *
     * @param within how far to look back, at most {@code vigie.login.window}; exact to a tenth of that
     */
    public int topCount(Kind kind, Duration within) {
        long slice = slice();
        int slices = slicesOf(within);
        synchronized (this) {
            return of(kind).values().stream()
                    .mapToInt(count -> count.sum(slice, slices))
                    .max()
                    .orElse(0);
        }
    }

    /** The most failed logins of one principal or from one address within {@code vigie.login.window}. */
    public int topCount(Kind kind) {
        return topCount(kind, window);
    }

    /** All failed logins; see {@link #topCount(Kind, Duration)}. */
    public int count(Duration within) {
        synchronized (this) {
            return overall.sum(slice(), slicesOf(within));
        }
    }

    /** Counts one failure. */
    Counted count(@Nullable String username, @Nullable String address) {
        // Many stores do not tell Ada from ada, and whoever guesses can type both.
        Long principal = username == null ? null : hash.of(username.strip().toLowerCase(Locale.ROOT));
        Long ip = address == null ? null : hash.of(address);
        List<LoginBruteForce> news = new ArrayList<>(0);
        synchronized (this) {
            long slice = slice();
            overall.add(slice);
            boolean storm = overall.sum(slice, SlidingCount.SLICES) > overallThreshold;
            storm |= principal != null && count(Kind.PRINCIPAL, principal, slice, news);
            storm |= ip != null && count(Kind.IP, ip, slice, news);
            return new Counted(storm, principal, ip, news);
        }
    }

    private boolean count(Kind kind, Long key, long slice, List<LoginBruteForce> news) {
        SlidingCount count = of(kind).computeIfAbsent(key, first -> new SlidingCount(slice));
        count.add(slice);
        int failures = count.sum(slice, SlidingCount.SLICES);
        if (failures > threshold && slice >= count.toldUntil) {
            count.toldUntil = slice + SlidingCount.SLICES;
            news.add(new LoginBruteForce(kind, HexFormat.of().toHexDigits(key), failures, window));
        }
        return failures > threshold;
    }

    synchronized int keys(Kind kind) {
        return of(kind).size();
    }

    private Keys of(Kind kind) {
        return keys.computeIfAbsent(kind, none -> new Keys());
    }

    private long slice() {
        return (nanoTime.getAsLong() - start) / sliceNanos;
    }

    private int slicesOf(Duration within) {
        long nanos = within.compareTo(window) < 0 ? within.toNanos() : window.toNanos();
        long slices = (nanos + sliceNanos - 1) / sliceNanos;
        return (int) Math.max(1, Math.min(slices, SlidingCount.SLICES));
    }

    /**
     * What counting one failure told.
     *
     * @param storm whether there were too many already
     * @param news what crossed the threshold with this one
     */
    record Counted(boolean storm, @Nullable Long principal, @Nullable Long ip, List<LoginBruteForce> news) {}

    private static final class Keys extends LinkedHashMap<Long, SlidingCount> {

        Keys() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, SlidingCount> eldest) {
            return size() > MOST_KEYS;
        }
    }
}
