package dev.vigie.logging;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.logstash.logback.argument.StructuredArgument;
import org.slf4j.event.KeyValuePair;

/** A structured argument as it was when it was logged: its fields, and its text in the message. */
final class FrozenArgument implements StructuredArgument {

    private final List<KeyValuePair> fields;
    private final String text;

    FrozenArgument(StructuredArgument argument, FrozenValues values) {
        List<KeyValuePair> recorded = RecordedFields.of(argument::writeTo);
        this.fields = new ArrayList<>(recorded.size());
        recorded.forEach(field -> fields.add(new KeyValuePair(field.key, values.of(field.value))));
        this.text = values.bounded(SafeText.of(argument));
    }

    List<KeyValuePair> fields() {
        return fields;
    }

    boolean hasAny(Predicate<String> key) {
        for (KeyValuePair field : fields) {
            if (key.test(field.key)) {
                return true;
            }
        }
        return false;
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
