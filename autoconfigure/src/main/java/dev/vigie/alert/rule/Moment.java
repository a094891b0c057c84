package dev.vigie.alert.rule;

import java.time.Duration;
import java.time.Instant;

/**
 * When rules were looked at.
 *
 * @param observed how long this process has looked, pauses left out; what all durations of rules are measured in
 * @param wall what the clock on the wall says; only to be shown
 */
record Moment(Duration observed, Instant wall) {}
