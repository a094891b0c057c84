package dev.vigie.login;

import dev.vigie.feature.StartupProblems;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * People and logins.
 *
 * @param enabled whether events and lines carry the signed-in user, and logins leave signals
 * @param maskUsername whether the name somebody typed is told as j***n
 * @param window how long failed logins count together; from 10 seconds to 1 day
 * @param stormThreshold failed logins of one principal or from one address within the window that are told one by one;
 *     at least 1
 * @param stormThresholdOverall failed logins of everybody within the window that are told one by one; at least 1
 * @param askUserDetails whether the UserDetailsService is asked again after bad credentials, to tell an unknown user
 *     from a wrong password
 * @param countSessions whether the sessions of the last five minutes are counted
 */
@ConfigurationProperties("vigie.login")
public record LoginProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("false") boolean maskUsername,
        @DefaultValue("5m") Duration window,
        @DefaultValue("10") int stormThreshold,
        @DefaultValue("100") int stormThresholdOverall,
        @DefaultValue("true") boolean askUserDetails,
        @DefaultValue("true") boolean countSessions) {

    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    public LoginProperties {
        window = usable(window);
        stormThreshold = usable("storm-threshold", stormThreshold);
        stormThresholdOverall = usable("storm-threshold-overall", stormThresholdOverall);
    }

    private static Duration usable(Duration window) {
        Duration used = window.compareTo(SHORTEST) < 0 ? SHORTEST : window.compareTo(LONGEST) > 0 ? LONGEST : window;
        if (!used.equals(window)) {
            StartupProblems.warn(
                    "The property vigie.login.window is %s. %s is used.".formatted(window, used),
                    "Set vigie.login.window to a time from 10s to 1d, or remove it.");
        }
        return used;
    }

    private static int usable(String key, int threshold) {
        if (threshold < 1) {
            StartupProblems.warn(
                    "The property vigie.login.%s is %d. 1 is used.".formatted(key, threshold),
                    "Set vigie.login.%s to a number from 1 on, or remove it.".formatted(key));
        }
        return Math.max(1, threshold);
    }
}
