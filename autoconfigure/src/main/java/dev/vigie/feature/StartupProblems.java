package dev.vigie.feature;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings that cannot be used, told in the manner of a failure analysis instead of failing the start: what is wrong,
 * and the way out. Kept until logging stands.
 */
public final class StartupProblems {

    private static final Logger log = LoggerFactory.getLogger(StartupProblems.class);

    private final List<Problem> kept = new ArrayList<>();

    /** Keeps a problem for the log; see {@link #warn} for the texts. */
    public void add(String description, String action) {
        kept.add(new Problem(description, action));
    }

    /**
     * Writes one WARN block at once.
     *
     * @param description what is wrong, naming the key; never a secret value
     * @param action how to mend it
     */
    public static void warn(String description, String action) {
        // Made before it is logged: only the text of a line keeps its line breaks, what is put into it does not.
        log.warn("Vigie found a setting it cannot use.\n\nDescription:\n\n" + description + "\n\nAction:\n\n" + action
                + "\n");
    }

    /** The value of a setting as it may stand in a problem: on one line, and at most 40 characters of it. */
    public static String printable(String value) {
        return printable(value, 40);
    }

    /** The same for a text of another length. */
    public static String printable(String text, int longest) {
        String bounded = text.length() > longest ? text.substring(0, longest) + "..." : text;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }

    List<Problem> drain() {
        List<Problem> drained = List.copyOf(kept);
        kept.clear();
        return drained;
    }

    void write() {
        drain().forEach(problem -> warn(problem.description(), problem.action()));
    }

    record Problem(String description, String action) {}
}
