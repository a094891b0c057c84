package dev.vigie.logging;

import com.fasterxml.jackson.core.io.SerializedString;
import dev.vigie.privacy.Masking;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is secret in a line: by the keys of values, and in texts by its looks. For all threads. */
final class LineMasking {

    static final String ALL = "all";
    static final String KEYS = "keys";
    static final String NONE = "none";

    /** Looked at beyond what is shown of a text, so that no secret is seen in part that the end cuts through. */
    static final int OVERLAP = 8 * 1024;

    /** Names are made up by code, nearly always; nothing stops an application from making up ever new ones. */
    private static final int REMEMBERED = 500;

    private static final int LONGEST_REMEMBERED = 64;

    private final boolean keys;
    private final boolean texts;
    private final Masking masking;
    private final Map<String, Name> names = new ConcurrentHashMap<>();
    private final Map<String, Name> origins = new ConcurrentHashMap<>();

    LineMasking(String mask, Masking masking) {
        this.keys = !mask.equals(NONE);
        this.texts = mask.equals(ALL);
        this.masking = masking;
    }

    /** The text without its secrets; it may be longer than what is looked at, and is then cut. */
    String text(String text) {
        return texts ? masking.text(text) : text;
    }

    /** So much of the beginning of a text, without its secrets and without part of one. */
    String beginning(String text, int longest) {
        if (text.length() - OVERLAP <= longest) {
            String masked = text(text);
            return masked.substring(0, Math.min(longest, masked.length()));
        }
        if (!texts) {
            return text.substring(0, longest);
        }
        String masked = masking.text(text.substring(0, longest + OVERLAP));
        // A mask at the end is a secret that goes on to there; nothing stands behind it that could be one in part.
        int sure = masked.endsWith(Masking.MASK) ? masked.length() : Math.max(0, masked.length() - OVERLAP);
        return masked.substring(0, Math.min(longest, sure));
    }

    /** The name of a member, which is nearly always one of few. */
    Name name(String key) {
        return remembered(names, key);
    }

    /** The name of a logger or a thread. */
    String origin(String name) {
        return remembered(origins, name).shown();
    }

    private Name remembered(Map<String, Name> known, String key) {
        Name name = known.get(key);
        if (name == null) {
            name = named(key);
            // One with a secret in it is not kept in memory.
            if (known.size() < REMEMBERED
                    && key.length() <= LONGEST_REMEMBERED
                    && name.shown().equals(key)) {
                known.put(key, name);
            }
        }
        return name;
    }

    private Name named(String key) {
        String shown = beginning(key, Math.min(key.length(), Line.LONGEST_NAME + 1));
        return new Name(shown, isPlain(shown) ? new SerializedString(shown) : null, keys && masking.isSecret(key));
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < ' ' || name.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * A name as it may be shown.
     *
     * @param json the same as it is written, when no character of it needs a closer look
     * @param secret whether the value of the key must not be shown
     */
    record Name(String shown, @Nullable SerializedString json, boolean secret) {}
}
