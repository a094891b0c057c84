package dev.vigie.operation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the values of a meter's tag few: the first ones are themselves, all others are one. */
final class FewWords {

    static final String OTHER = "OTHER";

    private static final Logger log = LoggerFactory.getLogger(Operations.class);
    private static final int LONGEST = 64;

    private final String what;
    private final int most;
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();

    FewWords(String what, int most) {
        this.what = what;
        this.most = most;
    }

    String known(String word) {
        String bounded = word.isBlank() ? "unnamed" : OperationFacts.bounded(word, LONGEST);
        if (known.contains(bounded)) {
            return bounded;
        }
        synchronized (known) {
            if (known.size() < most) {
                known.add(bounded);
                return bounded;
            }
        }
        if (told.compareAndSet(false, true)) {
            log.warn(
                    "The timer vigie.operations has {} values of {} already; all further ones are {}. "
                            + "Names should come from a small set; vigie.operation.max-names raises the limit",
                    most,
                    what,
                    OTHER);
        }
        return OTHER;
    }
}
