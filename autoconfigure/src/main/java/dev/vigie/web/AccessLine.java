package dev.vigie.web;

import dev.vigie.logging.LogFields;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What the access line of one request will say that only the running request knows: the size of its body, its user. */
final class AccessLine {

    private long bytes;
    private volatile boolean countable = true;
    private volatile @Nullable String userId;
    private boolean written;

    /** So many bytes of the body were written. */
    void add(long written) {
        bytes += written;
    }

    /** What was written so far is not sent. */
    void discard() {
        bytes = 0;
    }

    /** The application writes past all filters, where nobody counts. */
    void cannotCount() {
        countable = false;
    }

    /** The bytes of the body, or null when nobody could count them. */
    @Nullable
    Long bytes() {
        return countable ? bytes : null;
    }

    /** The thread leaves the request: whose it was will not stand on it for long. */
    void keepUser() {
        String id = MDC.get(LogFields.USER_ID);
        if (id != null) {
            userId = id;
        }
    }

    @Nullable
    String userId() {
        return userId;
    }

    synchronized boolean isWritten() {
        return written;
    }

    /** Whether the caller is the one to write it; only the first is. */
    synchronized boolean take() {
        boolean first = !written;
        written = true;
        return first;
    }
}
