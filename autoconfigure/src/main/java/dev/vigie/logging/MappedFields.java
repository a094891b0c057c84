package dev.vigie.logging;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MDC entries whose keys and values are given another form when they are read, which most of them never are. */
final class MappedFields extends AbstractMap<String, String> {

    private final Map<String, String> origin;
    private final ShownTexts texts;

    MappedFields(Map<String, String> origin, ShownTexts texts) {
        this.origin = origin;
        this.texts = texts;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        String value = origin.get(key);
        return value == null ? null : texts.value(String.valueOf(key), value);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return origin.containsKey(key);
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
        Map<String, String> mapped = new LinkedHashMap<>();
        origin.forEach((key, value) -> {
            String shown = UniqueNames.free(texts.text(String.valueOf(key)), mapped::containsKey);
            mapped.put(shown, texts.value(key, value));
        });
        return mapped.entrySet();
    }
}
