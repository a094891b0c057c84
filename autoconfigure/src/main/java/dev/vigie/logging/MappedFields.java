package dev.vigie.logging;

import dev.vigie.privacy.Masking;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** MDC entries whose values are given another form when they are read, which most of them never are. */
final class MappedFields extends AbstractMap<String, String> {

    private final Map<String, String> origin;
    private final UnaryOperator<String> text;
    private final Predicate<String> secretKey;

    MappedFields(Map<String, String> origin, UnaryOperator<String> text, Predicate<String> secretKey) {
        this.secretKey = secretKey;
        this.origin = origin;
        this.text = text;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        String value = origin.get(key);
        return value == null ? null : shown(String.valueOf(key), value);
    }

    private String shown(String key, String value) {
        return secretKey.test(key) ? Masking.MASK : text.apply(value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return origin.containsKey(key);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        Map<String, String> mapped = new LinkedHashMap<>();
        origin.forEach((key, value) -> mapped.put(key, value == null ? "null" : shown(key, value)));
        return mapped.entrySet();
    }
}
