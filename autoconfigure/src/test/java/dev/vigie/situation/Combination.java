package dev.vigie.situation;

import java.util.List;

/** What an application can be set to that must make no difference. */
record Combination(boolean tracing, boolean virtualThreads) {

    static List<Combination> all() {
        return List.of(
                new Combination(true, false),
                new Combination(false, false),
                new Combination(true, true),
                new Combination(false, true));
    }

    boolean isPossibleHere() {
        return !virtualThreads || Runtime.version().feature() >= 21;
    }

    @Override
    public String toString() {
        return "tracing " + (tracing ? "on" : "off") + ", " + (virtualThreads ? "virtual" : "platform") + " threads";
    }
}
