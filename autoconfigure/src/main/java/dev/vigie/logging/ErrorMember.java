package dev.vigie.logging;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The member {@code error}: type, message, stack and the id of the event at the error tracker. */
final class ErrorMember {

    private static final int LONGEST_TYPE = 256;
    private static final int LONGEST_ID = 64;

    private ErrorMember() {}

    static void write(Line line, FrozenThrowable throwable, @Nullable String eventId) throws IOException {
        line.roomForError();
        String message = throwable.getMessage();
        String stack = StackText.of(throwable, line);
        line.json.writeObjectFieldStart("error");
        line.json.writeStringField("type", line.fit(throwable.getClassName(), LONGEST_TYPE));
        if (message != null) {
            line.json.writeStringField("message", line.text(message, line.limits.value() / 4));
        }
        line.json.writeStringField("stack", line.fit(stack, line.limits.stack()));
        if (eventId != null && !eventId.isEmpty()) {
            line.json.writeStringField("eventId", line.text(eventId, LONGEST_ID));
        }
        line.json.writeEndObject();
    }
}
