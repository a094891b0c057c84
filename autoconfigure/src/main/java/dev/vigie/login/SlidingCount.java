package dev.vigie.login;

/** How often something happened lately, in a ring of ten slices of the window. Not safe for several threads. */
final class SlidingCount {

    static final int SLICES = 10;

    private final int[] counts = new int[SLICES];
    private long newest;

    /** Whether its owner was told of already, until this slice. */
    long toldUntil = Long.MIN_VALUE;

    SlidingCount(long slice) {
        this.newest = slice;
    }

    void add(long slice) {
        advance(slice);
        int index = index(slice);
        counts[index] = counts[index] == Integer.MAX_VALUE ? Integer.MAX_VALUE : counts[index] + 1;
    }

    /** The sum of the last slices, the one of now included. */
    int sum(long now, int slices) {
        advance(now);
        long sum = 0;
        for (long slice = now - Math.min(slices, SLICES) + 1; slice <= now; slice++) {
            sum += counts[index(slice)];
        }
        return (int) Math.min(sum, Integer.MAX_VALUE);
    }

    private void advance(long slice) {
        for (long passed = Math.max(newest + 1, slice - SLICES + 1); passed <= slice; passed++) {
            counts[index(passed)] = 0;
        }
        newest = Math.max(newest, slice);
    }

    private static int index(long slice) {
        return (int) Math.floorMod(slice, (long) SLICES);
    }
}
