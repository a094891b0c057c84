package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;

/** One line in the making: how much room is left, and whether something had to be cut. */
final class Line {

    static final String CUT = "...[truncated]";

    private static final int LONGEST_NAME = 128;

    final JsonGenerator json;
    final LineLimits limits;

    private int left;
    private boolean truncated;

    Line(JsonGenerator json, LineLimits limits) {
        this.json = json;
        this.limits = limits;
        this.left = limits.rest();
    }

    /** The text as it may be written: at most so many characters, and no half ones. */
    String fit(String text, int longest) {
        int room = Math.max(0, Math.min(longest, left));
        if (text.length() <= room) {
            left -= text.length();
            return SafeText.wellFormed(text);
        }
        truncated = true;
        left -= room;
        int end = room > 0 && Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
        return SafeText.wellFormed(text.substring(0, end)) + CUT;
    }

    String fit(String text) {
        return fit(text, limits.value());
    }

    String fitName(String name) {
        return fit(name, LONGEST_NAME);
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
