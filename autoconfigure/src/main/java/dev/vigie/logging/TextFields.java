package dev.vigie.logging;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/** The fields of a line that its message does not tell, as {@code key=value} in text. */
final class TextFields {

    private static final int MOST = LineLimits.NORMAL.entries();
    private static final int LONGEST = LineLimits.NORMAL.value();
    private static final int LONGEST_OF_ALL = LineLimits.NORMAL.rest();

    private TextFields() {}

    /** With a space before each; nothing for most lines. */
    static String of(QueuedEvent line, ShownTexts texts) {
        List<KeyValuePair> fields = untold(line);
        if (fields.isEmpty()) {
            return "";
        }
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            KeyValuePair field = fields.get(i);
            String key = word(texts.text(String.valueOf(field.key)), Line.LONGEST_NAME);
            String value = word(texts.value(field.key, field.value), LONGEST);
            if (i >= MOST || shown.length() + key.length() + value.length() > LONGEST_OF_ALL) {
                return shown.append(' ').append(Line.CUT).toString();
            }
            shown.append(' ').append(key).append('=').append(value);
        }
        return shown.toString();
    }

    /** In quotes where it would look like several. */
    private static String word(String text, int longest) {
        String bounded = text.length() <= longest ? text : text.substring(0, longest) + Line.CUT;
        for (int i = 0; i < bounded.length(); i++) {
            char c = bounded.charAt(i);
            if (c == '"' || Character.isSpaceChar(c) || c == '\t') {
                return '"' + bounded.replace("\"", "\\\"") + '"';
            }
        }
        return bounded.isEmpty() ? "\"\"" : bounded;
    }

    private static List<KeyValuePair> untold(QueuedEvent line) {
        List<KeyValuePair> pairs = line.getKeyValuePairs();
        @Nullable Object[] arguments = line.getArgumentArray();
        if (arguments == null) {
            return pairs == null ? List.of() : pairs;
        }
        List<KeyValuePair> fields = pairs == null ? new ArrayList<>() : new ArrayList<>(pairs);
        boolean[] told = told(line.getMessage(), arguments.length);
        for (int i = 0; i < told.length; i++) {
            if (!told[i] && arguments[i] instanceof FrozenArgument structured) {
                fields.addAll(structured.fields());
            }
        }
        return fields;
    }

    /** Which of so many arguments have a placeholder. SLF4J, who knows, asks those for their text. */
    private static boolean[] told(@Nullable String template, int arguments) {
        boolean[] told = new boolean[arguments];
        Object[] asked = new Object[arguments];
        for (int i = 0; i < arguments; i++) {
            int index = i;
            asked[i] = new Object() {
                @Override
                public String toString() {
                    told[index] = true;
                    return "";
                }
            };
        }
        MessageFormatter.basicArrayFormat(template, asked);
        return told;
    }
}
