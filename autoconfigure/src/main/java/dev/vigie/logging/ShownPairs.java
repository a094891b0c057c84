package dev.vigie.logging;

import java.util.AbstractList;
import java.util.List;
import org.slf4j.event.KeyValuePair;

/** Key-values that become texts when they are read, which most of them never are. */
final class ShownPairs extends AbstractList<KeyValuePair> {

    private final List<KeyValuePair> origin;
    private final ShownTexts texts;

    ShownPairs(List<KeyValuePair> origin, ShownTexts texts) {
        this.origin = origin;
        this.texts = texts;
    }

    @Override
    public KeyValuePair get(int index) {
        KeyValuePair pair = origin.get(index);
        return new KeyValuePair(
                texts.text(String.valueOf(pair.key)), pair.value == null ? null : texts.value(pair.key, pair.value));
    }

    @Override
    public int size() {
        return origin.size();
    }
}
