package dev.vigie.logging;

import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The MDC in a line: the keys of {@link LogFields} as members, all others under {@code mdc}, where none can collide.
 */
final class MdcMembers {

    private static final SerializedString MDC = new SerializedString("mdc");

    private static final List<SerializedString> OWN = List.of(
            new SerializedString(LogFields.TRACE_ID),
            new SerializedString(LogFields.SPAN_ID),
            new SerializedString(LogFields.REQUEST_ID),
            new SerializedString(LogFields.ROUTE),
            new SerializedString(LogFields.USER_ID));

    /** The first of them are made by tracers. */
    private static final int IDS = 2;

    private static final int LONGEST = 256;

    private MdcMembers() {}

    static void writeOwn(Line line, Map<String, String> mdc) throws IOException {
        if (mdc.isEmpty()) {
            return;
        }
        for (int i = 0; i < OWN.size(); i++) {
            SerializedString name = OWN.get(i);
            String value = mdc.get(name.getValue());
            if (value != null && !value.isEmpty()) {
                line.json.writeFieldName(name);
                line.json.writeString(i < IDS && isId(value) ? line.fit(value, LONGEST) : line.text(value, LONGEST));
            }
        }
    }

    static void writeOthers(Line line, Map<String, String> mdc, boolean hasError) throws IOException {
        if (mdc.isEmpty()) {
            return;
        }
        UniqueNames names = null;
        int count = 0;
        for (Map.Entry<String, String> entry : mdc.entrySet()) {
            if (isWrittenElsewhere(entry, hasError)) {
                continue;
            }
            if (!line.hasRoomFor(count++)) {
                break;
            }
            if (names == null) {
                names = line.names();
                line.json.writeFieldName(MDC);
                line.json.writeStartObject();
            }
            JsonValues.writeMember(line, names, entry.getKey(), entry.getValue());
        }
        if (names != null) {
            line.json.writeEndObject();
        }
    }

    /** Sixteen digits may be the id of a span as well as the number of a card. */
    private static boolean isId(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return value.length() == 16 || value.length() == 32;
    }

    private static boolean isWrittenElsewhere(Map.Entry<String, String> entry, boolean hasError) {
        return switch (entry.getKey()) {
            case LogFields.TRACE_ID, LogFields.SPAN_ID, LogFields.REQUEST_ID, LogFields.ROUTE, LogFields.USER_ID ->
                true;
            case LogFields.EVENT_ID -> hasError;
            case LogFields.CATEGORY -> CategoryResolver.isCategory(entry.getValue());
            default -> false;
        };
    }
}
