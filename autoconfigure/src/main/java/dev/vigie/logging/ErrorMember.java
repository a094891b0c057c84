package dev.vigie.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The member {@code error}: type, message, stack and the id of the event at the error tracker. */
final class ErrorMember {

    private static final int LONGEST_TYPE = 256;
    private static final int LONGEST_ID = 64;

    private ErrorMember() {}

    static void write(Line line, IThrowableProxy throwable, @Nullable String eventId) throws IOException {
        line.roomForError();
        // Everything is read before the bracket opens: what throws here becomes a placeholder.
        String type = SafeText.of("type", throwable::getClassName);
        String message = StackText.messageOf(throwable);
        String stack = SafeText.of("stack", () -> StackText.of(throwable, line.limits.stack(), line.masking));
        line.json.writeObjectFieldStart("error");
        line.json.writeStringField("type", line.fit(type, LONGEST_TYPE));
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
