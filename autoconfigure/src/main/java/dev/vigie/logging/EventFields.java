package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.vigie.privacy.Masking;
import java.util.ArrayList;
import java.util.List;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.LogstashMarker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;

/**
 * The fields of one event: its key-values and those of structured arguments and markers. And its message, because an
 * argument may stand there once more.
 */
final class EventFields {

    private final ILoggingEvent event;
    private @Nullable List<KeyValuePair> pairs;
    private boolean own;

    /** The arguments without those that are secret; none when all may be shown. */
    private @Nullable Object @Nullable [] shown;

    EventFields(ILoggingEvent event, Line line) {
        this.event = event;
        this.pairs = event.getKeyValuePairs();
        Object[] arguments = event.getArgumentArray();
        if (arguments != null) {
            readArguments(arguments, line);
        }
        List<Marker> markers = event.getMarkerList();
        if (markers != null) {
            for (Marker marker : markers) {
                if (marker instanceof LogstashMarker structured) {
                    add(RecordedFields.of(structured::writeTo, line.json.getCodec()));
                }
            }
        }
    }

    private void readArguments(@Nullable Object[] arguments, Line line) {
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] instanceof StructuredArgument structured) {
                List<KeyValuePair> fields = RecordedFields.of(structured::writeTo, line.json.getCodec());
                add(fields);
                if (hasSecret(fields, line.masking)) {
                    shown = shown == null ? arguments.clone() : shown;
                    shown[i] = Masking.MASK;
                }
            }
        }
    }

    private static boolean hasSecret(List<KeyValuePair> fields, LineMasking masking) {
        for (KeyValuePair field : fields) {
            if (masking.name(field.key).secret()) {
                return true;
            }
        }
        return false;
    }

    /** To the event's own list only in a copy. */
    private void add(List<KeyValuePair> more) {
        List<KeyValuePair> all = pairs;
        if (all == null || !own) {
            all = all == null ? new ArrayList<>() : new ArrayList<>(all);
            pairs = all;
            own = true;
        }
        all.addAll(more);
    }

    /** The event's own list where there is nothing to add, which is nearly always. */
    @Nullable
    List<KeyValuePair> pairs() {
        return pairs;
    }

    String message() {
        if (shown == null) {
            return SafeText.of("message", event::getFormattedMessage);
        }
        @Nullable Object[] arguments = shown;
        return SafeText.of("message", () -> MessageFormatter.basicArrayFormat(event.getMessage(), arguments));
    }
}
