package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * How often one place may say the same within a window. A place is a logger, a message template and, where there is
 * one, the class and the first frames of the exception and of its root cause. It remembers a fixed number of places;
 * what finds no room there is not limited.
 */
final class CallSiteLimit {

    private static final int PLACES = 4_096;
    private static final int PROBES = 4;

    private final AtomicReferenceArray<CallSite> sites = new AtomicReferenceArray<>(PLACES);
    private final int lines;
    private final long windowNanos;

    /**
     * Limits each place.
     *
     * @param lines how many lines of a window pass, at least 1
     */
    CallSiteLimit(int lines, Duration window) {
        this.lines = lines;
        this.windowNanos = window.toNanos();
    }

    Duration window() {
        return Duration.ofNanos(windowNanos);
    }

    /**
     * Whether this line may pass; one that is held back is counted for the summary of its place. The event is not
     * handed on, so that the compiler need not make it only for us.
     */
    Verdict judge(ILoggingEvent event, String category, long nanoTime) {
        String logger = event.getLoggerName();
        String said = event.getMessage();
        String template = said == null ? "" : said;
        long window = window(nanoTime);
        int hash = CallSite.hashOf(logger, template, event.getThrowableProxy());
        CallSite site = siteOf(hash, logger, template, category, window);
        if (site == null || site.allows(window, lines)) {
            return Verdict.WHOLE;
        }
        if (LogMarkers.isUnlimited(event)) {
            return Verdict.BRIEF;
        }
        site.hold(event.getLevel());
        return Verdict.HELD;
    }

    /** The one that is remembered for this place, or null where there is no room. */
    private @Nullable CallSite siteOf(int hash, String logger, String template, String category, long window) {
        for (int probe = 0; probe < PROBES; probe++) {
            int place = (hash + probe) & (PLACES - 1);
            CallSite site = sites.get(place);
            if (site == null || (!site.isOf(hash, logger, template) && site.isIdle(window))) {
                CallSite mine = new CallSite(hash, logger, template, category);
                site = sites.compareAndSet(place, site, mine) ? mine : sites.get(place);
            }
            if (site != null && site.isOf(hash, logger, template)) {
                return site;
            }
        }
        return null;
    }

    /**
     * What was held back in windows that are over, or in all of them; once each.
     *
     * @param all also that of windows that are not over, because the application ends
     */
    List<CallSite.Suppressed> suppressed(long nanoTime, boolean all) {
        long window = window(nanoTime);
        List<CallSite.Suppressed> found = new ArrayList<>(0);
        for (int place = 0; place < PLACES; place++) {
            CallSite site = sites.get(place);
            CallSite.Suppressed summary = site == null ? null : site.suppressed(window, all);
            if (summary != null) {
                found.add(summary);
            }
        }
        return found;
    }

    private long window(long nanoTime) {
        return Math.floorDiv(nanoTime, windowNanos);
    }

    /** What becomes of a line. */
    enum Verdict {
        /** It passes as it is. */
        WHOLE,
        /** It passes without frames; lines of its place have shown theirs, the first of which are the same. */
        BRIEF,
        /** It is in the summary. */
        HELD
    }
}
