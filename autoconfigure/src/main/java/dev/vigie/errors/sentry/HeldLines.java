package dev.vigie.errors.sentry;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The error lines of one request that wait for its outcome: a few, until it has ended. */
final class HeldLines {

    static final int MANY = 20;

    private @Nullable List<HeldLine> lines;
    private boolean closed;

    synchronized Reply add(HeldLine line) {
        if (closed) {
            return Reply.OVER;
        }
        List<HeldLine> waiting = lines;
        if (waiting == null) {
            waiting = new ArrayList<>();
            lines = waiting;
        }
        if (waiting.size() == MANY) {
            return Reply.FULL;
        }
        waiting.add(line);
        return Reply.WAITS;
    }

    /** The line that says most about why the request failed: the first with an exception, else the first. */
    synchronized @Nullable HeldLine takeCause() {
        List<HeldLine> waiting = lines;
        if (waiting == null || waiting.isEmpty()) {
            return null;
        }
        HeldLine cause = waiting.stream()
                .filter(line -> line.error() != null)
                .findFirst()
                .orElse(waiting.get(0));
        waiting.remove(cause);
        return cause;
    }

    /** They have waited long enough. */
    synchronized List<HeldLine> takeAll() {
        List<HeldLine> waiting = lines;
        lines = null;
        return waiting == null ? List.of() : waiting;
    }

    /** The request is over. */
    synchronized List<HeldLine> close() {
        closed = true;
        return takeAll();
    }

    /** What becomes of a line that shall wait. */
    enum Reply {
        /** It waits. */
        WAITS,
        /** There are so many already that one more says nothing new. */
        FULL,
        /** The request has ended. */
        OVER
    }
}
