package dev.vigie.alert.rule;

import java.time.Duration;

/**
 * A signal and how far back somebody looks at it.
 *
 * @param signal which
 * @param back zero for now alone
 */
record Reach(Signal signal, Duration back) {}
