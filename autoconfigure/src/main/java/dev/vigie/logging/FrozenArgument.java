package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigie.privacy.Masking;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.logstash.logback.argument.StructuredArgument;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/** A structured argument as it was when it was logged: its fields, and its text in the message. */
final class FrozenArgument implements StructuredArgument {

    private final List<KeyValuePair> fields;
    private final String text;

    private FrozenArgument(StructuredArgument argument, FrozenValues values) {
        List<KeyValuePair> recorded = RecordedFields.of(argument::writeTo);
        this.fields = new ArrayList<>(recorded.size());
        recorded.forEach(field -> fields.add(new KeyValuePair(field.key, values.of(field.value))));
        this.text = QueuedEvent.bounded(SafeText.of(argument));
    }

    /** All arguments of a message where one of them is structured, else null: the message says the rest. */
    static @Nullable Object @Nullable [] of(@Nullable Object @Nullable [] arguments, FrozenValues values) {
        if (arguments == null || !hasStructured(arguments)) {
            return null;
        }
        @Nullable Object[] frozen = new @Nullable Object[arguments.length];
        for (int i = 0; i < frozen.length; i++) {
            Object argument = arguments[i];
            frozen[i] = argument instanceof StructuredArgument structured
                    ? new FrozenArgument(structured, values)
                    : QueuedEvent.bounded(MessageFormatter.basicArrayFormat("{}", new @Nullable Object[] {argument}));
        }
        return frozen;
    }

    private static boolean hasStructured(@Nullable Object[] arguments) {
        for (Object argument : arguments) {
            if (argument instanceof StructuredArgument) {
                return true;
            }
        }
        return false;
    }

    /** The message of a line, with a mask in place of arguments whose key is secret. */
    static String message(QueuedEvent line, Predicate<String> secretKey) {
        @Nullable Object[] arguments = line.getArgumentArray();
        if (arguments == null) {
            return line.getFormattedMessage();
        }
        @Nullable Object[] shown = arguments.clone();
        boolean any = false;
        for (int i = 0; i < shown.length; i++) {
            if (shown[i] instanceof FrozenArgument structured
                    && structured.fields.stream().anyMatch(field -> secretKey.test(field.key))) {
                shown[i] = Masking.MASK;
                any = true;
            }
        }
        return any ? MessageFormatter.basicArrayFormat(line.getMessage(), shown) : line.getFormattedMessage();
    }

    @Override
    public void writeTo(JsonGenerator generator) throws IOException {
        for (KeyValuePair field : fields) {
            generator.writeObjectField(field.key, field.value);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
