package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** One line in the making: what may be shown, how much room is left, and whether something had to be cut. */
final class Line {

    static final String CUT = "...[truncated]";
    static final int LONGEST_NAME = 128;

    final JsonGenerator json;
    final LineLimits limits;
    final LineMasking masking;

    private final UniqueNames names = new UniqueNames();
    private int left;
    private boolean truncated;

    Line(JsonGenerator json, LineLimits limits, LineMasking masking) {
        this.json = json;
        this.limits = limits;
        this.masking = masking;
        this.left = limits.rest();
    }

    /** The text as it may be written: no secrets, at most so many characters, and no half ones. */
    String text(String text, int longest) {
        int room = Math.max(0, Math.min(longest, left));
        if (text.length() - LineMasking.OVERLAP <= room) {
            return fit(masking.text(text), longest);
        }
        return cut(masking.beginning(text, room));
    }

    String text(String text) {
        return text(text, limits.value());
    }

    /** What holds no secrets, as it may be written. */
    String fit(String text, int longest) {
        int room = Math.max(0, Math.min(longest, left));
        if (text.length() <= room) {
            left -= text.length();
            return SafeText.wellFormed(text);
        }
        return cut(text.substring(0, room));
    }

    private String cut(String beginning) {
        truncated = true;
        left -= beginning.length();
        int last = beginning.length() - 1;
        boolean half = last >= 0 && Character.isHighSurrogate(beginning.charAt(last));
        return SafeText.wellFormed(half ? beginning.substring(0, last) : beginning) + CUT;
    }

    /** For an object that stands in no other one; they are written one after the other. */
    UniqueNames names() {
        return names.cleared();
    }

    /** Writes the name of a member, which no other in this object has; returns whether its value is a secret. */
    @SuppressWarnings("ReferenceEquality") // the same one was neither cut nor numbered
    boolean beginMember(String key, UniqueNames names) throws IOException {
        LineMasking.Name name = masking.name(key);
        String claimed = names.claim(fit(name.shown(), LONGEST_NAME));
        if (name.json() != null && claimed == name.shown()) {
            json.writeFieldName(name.json());
        } else {
            json.writeFieldName(claimed);
        }
        return name.secret();
    }

    /** Whether one more member or element may follow; a no marks the line as cut. */
    boolean hasRoomFor(int index) {
        if (index < limits.entries() && left > 0) {
            // Quotes, colon and comma.
            left -= 6;
            return true;
        }
        truncated = true;
        return false;
    }

    /** Opens the room that is kept for the error. */
    void roomForError() {
        left = limits.error();
    }

    void markTruncated() {
        truncated = true;
    }

    boolean isTruncated() {
        return truncated;
    }
}
