package dev.vigie.errors.sentry;

import dev.vigie.feature.StartupProblems;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The last look at Sentry's options before the SDK starts: a DSN that is none switches the SDK off instead of ending
 * the start of the application.
 */
final class SentryOptionsCheck implements Sentry.OptionsConfiguration<SentryOptions> {

    private volatile @Nullable String dsnProblem;
    private volatile boolean switchedOff;

    @Override
    public void configure(SentryOptions options) {
        String dsn = options.getDsn();
        if (!StringUtils.hasText(dsn)) {
            // The SDK throws for a null DSN and for a blank one that is not empty.
            options.setEnabled(false);
            return;
        }
        switchedOff = !options.isEnabled();
        String problem = SentryDsn.problemOf(dsn);
        if (problem != null) {
            dsnProblem = problem;
            options.setEnabled(false);
            StartupProblems.warn(
                    "The Sentry DSN cannot be used: " + problem + ". No errors are sent; everything else works.",
                    "Set SENTRY_DSN (or sentry.dsn) to the DSN of the project's settings, which looks like"
                            + " https://<key>@<host>/<project id>, or remove it.");
        }
    }

    /** Whether there is a DSN, but the application switched the SDK off. */
    boolean isSwitchedOff() {
        return switchedOff;
    }

    /** What is wrong with the DSN, or null. */
    @Nullable
    String dsnProblem() {
        return dsnProblem;
    }
}
