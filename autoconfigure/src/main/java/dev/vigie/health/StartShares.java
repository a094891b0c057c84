package dev.vigie.health;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** How many members of one composite may be asked at once, so that others still find a thread when all of them hang. */
final class StartShares {

    private static final int MOST = CheckThreads.MAX / 4;

    private final Map<String, Integer> running = new HashMap<>();

    StartShares(Map<String, ? extends BoundedCheck<?, ?>> checks) {
        checks.forEach((path, check) -> {
            if (check.isRunning()) {
                running.merge(rootOf(path), 1, Integer::sum);
            }
        });
    }

    /** Starts one more of this composite, unless so many are asked already. */
    void use(String path, BooleanSupplier start) {
        String root = rootOf(path);
        if (running.getOrDefault(root, 0) < MOST && start.getAsBoolean()) {
            running.merge(root, 1, Integer::sum);
        }
    }

    private static String rootOf(String path) {
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }
}
