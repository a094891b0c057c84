package dev.vigie.situation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.boot.json.JsonParserFactory;

/** One event or transaction, as Sentry was sent it. */
record SentItem(Map<String, Object> json) {

    static SentItem parse(byte[] payload) {
        return new SentItem(JsonParserFactory.getJsonParser().parseMap(new String(payload, StandardCharsets.UTF_8)));
    }

    /** The value at the end of these keys, or null. */
    Object at(String... keys) {
        Object value = json;
        for (String key : keys) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    String text(String... keys) {
        Object value = at(keys);
        return value == null ? null : value.toString();
    }

    List<Map<String, Object>> list(String... keys) {
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list =
                at(keys) instanceof List<?> values ? (List<Map<String, Object>>) values : List.of();
        return list;
    }

    /** The exception itself, which stands after its causes; null for a message. */
    private Map<String, Object> exception() {
        List<Map<String, Object>> exceptions = list("exception", "values");
        return exceptions.isEmpty() ? null : exceptions.get(exceptions.size() - 1);
    }

    /** The simple name of the exception, or the message in quotes. */
    String what() {
        Map<String, Object> exception = exception();
        if (exception == null) {
            return "\"" + text("message", "formatted") + "\"";
        }
        String type = String.valueOf(exception.get("type"));
        return type.substring(type.lastIndexOf('$') + 1);
    }

    /** Whether somebody answered the exception; null when the event does not say. */
    Boolean handled() {
        Map<String, Object> exception = exception();
        Object mechanism = exception == null ? null : exception.get("mechanism");
        return mechanism instanceof Map<?, ?> map ? (Boolean) map.get("handled") : null;
    }

    /** Sentry takes an event that does not say for an error. */
    String level() {
        String level = text("level");
        return level == null ? "error" : level;
    }

    List<Map<String, Object>> breadcrumbs() {
        return at("breadcrumbs") instanceof List<?> ? list("breadcrumbs") : list("breadcrumbs", "values");
    }

    /** In a few words, for a message about it. */
    String brief() {
        return "%s, %s, transaction %s, logger %s".formatted(level(), what(), text("transaction"), text("logger"));
    }
}
