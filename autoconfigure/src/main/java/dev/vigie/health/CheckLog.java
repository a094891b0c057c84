package dev.vigie.health;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of one check when it becomes late or throws, and when that is over; not each time. */
final class CheckLog {

    private static final Logger log = LoggerFactory.getLogger(BoundedHealth.class);

    private final String name;
    private final CheckSettings settings;

    private boolean quiet;
    private boolean late;
    private boolean throwing;

    CheckLog(String name, CheckSettings settings) {
        this.name = name;
        this.settings = settings;
    }

    /** Whether nothing is to be told, as while the application stops. */
    synchronized void quiet(boolean quiet) {
        this.quiet = quiet;
    }

    void late() {
        late(
                "Health contributor {} has not answered for {} ms; its last result counts until it is {} ms old, then it is {}");
    }

    /** A composite hangs that was asked for one member; the member's name is the client's word, which is not told. */
    void searchIsLate() {
        late("Health contributor {} has not answered for {} ms when it was asked for a member by its name; after {} ms"
                + " such a member is {}");
    }

    private synchronized void late(String text) {
        if (!late) {
            late = true;
            log.warn(
                    text,
                    name,
                    TimeUnit.NANOSECONDS.toMillis(settings.timeout()),
                    TimeUnit.NANOSECONDS.toMillis(settings.usable()),
                    settings.lateStatus());
        }
    }

    synchronized void answered(boolean inTime) {
        if (late && inTime) {
            late = false;
            log.info("Health contributor {} answers in time again", name);
        }
    }

    synchronized void said() {
        throwing = false;
    }

    synchronized void threw(Throwable failure) {
        if (!throwing && !quiet) {
            throwing = true;
            // The text of the exception may hold a secret, which WARN would carry far.
            log.warn(
                    "Health contributor {} threw {} and counts as DOWN until it answers again",
                    name,
                    failure.getClass().getName());
        }
        log.debug("Health contributor {} failed", name, failure);
    }
}
