package dev.vigie.health;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** How many members of one composite may be asked at once, so that others still find a thread when all of them hang. */
final class StartShares {

    private static final int MOST = CheckThreads.MAX / 4;

    private final Map<String, Integer> running = new HashMap<>();

    /**
     * What is left at this moment.
     *
     * @param checks all checks by their paths
     * @param composites all composites that are asked for their members, by their paths
     */
    StartShares(
            Map<String, ? extends BoundedCheck<?, ?>> checks, Map<String, ? extends BoundedCheck<?, ?>> composites) {
        checks.forEach((path, check) -> count(rootOf(path), check));
        composites.forEach((path, composite) -> count(listsOf(path), composite));
    }

    /** Starts one more of this composite, unless so many are asked already. */
    void use(String path, BooleanSupplier start) {
        useOf(rootOf(path), start);
    }

    /** Asks one more composite inside this one for its members, unless so many are asked already. */
    void useToList(String path, BooleanSupplier start) {
        useOf(listsOf(path), start);
    }

    private void useOf(String share, BooleanSupplier start) {
        if (running.getOrDefault(share, 0) < MOST && start.getAsBoolean()) {
            running.merge(share, 1, Integer::sum);
        }
    }

    private void count(String share, BoundedCheck<?, ?> check) {
        if (check.isRunning()) {
            running.merge(share, 1, Integer::sum);
        }
    }

    private static String listsOf(String path) {
        return rootOf(path) + "/";
    }

    private static String rootOf(String path) {
        int end = path.indexOf('/');
        return end < 0 ? path : path.substring(0, end);
    }
}
