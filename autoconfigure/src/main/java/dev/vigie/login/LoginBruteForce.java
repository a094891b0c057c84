package dev.vigie.login;

import java.time.Duration;

/**
 * Too many logins failed for one principal or from one address. Published as an application event, at most once per
 * window for each of them.
 *
 * @param kind whether it is about a principal or an address
 * @param key stands for the principal or the address without telling it; the same while this process runs
 * @param failures failed logins within the window so far
 * @param window the window, {@code vigie.login.window}
 */
public record LoginBruteForce(FailedLogins.Kind kind, String key, int failures, Duration window) {}
