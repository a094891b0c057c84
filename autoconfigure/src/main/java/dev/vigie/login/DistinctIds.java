package dev.vigie.login;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many different ids were seen lately, by linear counting: each id has one of a fixed number of places, where the
 * last time it was seen is noted. No id can be read from it. Exact but for chance up to a few hundred, then to 1 % as
 * far as four times its places.
 */
final class DistinctIds {

    private final AtomicIntegerArray lastSeen;

    /** With a number of places, a power of two; each is four bytes. */
    DistinctIds(int places) {
        this.lastSeen = new AtomicIntegerArray(places);
    }

    /**
     * Notes that an id was seen.
     *
     * @param hash any hash of the id
     * @param time a number that grows, from 1
     */
    void saw(long hash, int time) {
        int place = (int) (mixed(hash) & (lastSeen.length() - 1));
        if (lastSeen.getPlain(place) != time) {
            lastSeen.setOpaque(place, time);
        }
    }

    /** How many were seen at this time or later. */
    long since(int time) {
        int places = lastSeen.length();
        int taken = 0;
        for (int place = 0; place < places; place++) {
            if (lastSeen.getOpaque(place) >= time) {
                taken++;
            }
        }
        // When no place is free, there is no telling; as if one was.
        double free = Math.max(1, places - taken);
        return Math.round(-places * Math.log(free / places));
    }

    /** So that each bit of the hash has a say in the place (the finaliser of MurmurHash3). */
    private static long mixed(long hash) {
        long bits = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }
}
