package dev.vigie.alert.rule;

import java.time.Duration;

/** The numbers of one moment, each for the labels of the thing it is about. None for a thing nobody knows. */
interface Readings {

    /** The smallest of a gauge's values now; a value that is no number is left out. */
    Values smallest(Signal gauge);

    /** The largest of a gauge's values now. */
    Values largest(Signal gauge);

    /** The sum of a gauge's values now. */
    Values sum(Signal gauge);

    /** By how much it has grown in a window that ended some time before now. */
    Values growth(Signal counter, Duration window, Duration before);

    /** The sum of a gauge's values, on the average of a window that ended some time before now. */
    Values average(Signal gauge, Duration window, Duration before);

    /** Whether there is any meter. */
    boolean exists(Signal signal);
}
