package dev.vigie.health;

/**
 * How one check is asked; all times in nanoseconds.
 *
 * @param interval how old a result may be before the check is started again
 * @param timeout after this time without an answer it is late
 * @param maxWait how long a reader waits for a run, counted from its start
 * @param maxStale how old the last result of a late check may be and still counts
 * @param lateStatus what it is after that
 * @param interrupt whether the thread of a late run is interrupted
 * @param always whether it is asked in the background also while nobody reads
 */
record CheckSettings(
        long interval,
        long timeout,
        long maxWait,
        long maxStale,
        HealthResult.Status lateStatus,
        boolean interrupt,
        boolean always) {

    /** How a composite is asked for its members, which are waited for after it. */
    CheckSettings ofMembers() {
        return new CheckSettings(interval, timeout, maxWait / 5, maxStale, lateStatus, interrupt, true);
    }

    /** How old a result of a check that answers in time can get. */
    long fresh() {
        return interval + timeout;
    }

    /** How old a result may be at all; one that is still fresh is not too old. */
    long usable() {
        return Math.max(maxStale, fresh());
    }

    long patience() {
        return Math.min(maxWait, timeout);
    }

    /** What is told where there is no answer that counts. */
    HealthResult unanswered(boolean over) {
        return over
                ? HealthResult.of(lateStatus).with("error", "No answer in time")
                : HealthResult.unknown().with("error", "No answer yet");
    }
}
