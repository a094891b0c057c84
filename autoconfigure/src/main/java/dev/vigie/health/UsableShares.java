package dev.vigie.health;

import dev.vigie.feature.StartupProblems;

/** Shares in percent that somebody has set; one that is none is told and brought into range. */
final class UsableShares {

    private UsableShares() {}

    static double of(String key, double given, double fallback) {
        double used = Double.isNaN(given) ? fallback : Math.min(100, Math.max(1, given));
        if (used != given) {
            StartupProblems.warn(
                    "The property %s is %s, which is no share. %s is used.".formatted(key, given, Numbers.plain(used)),
                    "Set %s to a number from 1 to 100, or remove it.".formatted(key));
        }
        return used;
    }
}
