package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

class JsonTests {

    @Test
    void writesAllThereIsInAnAnswer() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "Größe");
        object.put("number", 92.5);
        object.put("count", 41L);
        object.put("none", Double.NaN);
        object.put("yes", true);
        object.put("list", List.of("a", "b"));
        object.put("empty", List.of());
        object.put("object", Map.of("queued", 0));
        object.put("nothing", Map.of());

        assertThat(written(object))
                .isEqualTo("{\"text\":\"Größe\",\"number\":92.5,\"count\":41,\"none\":null,\"yes\":true,"
                        + "\"list\":[\"a\",\"b\"],\"empty\":[],\"object\":{\"queued\":0},\"nothing\":{}}");
    }

    @Test
    void escapesWhateverATextHolds() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 0x2100; c++) {
            all.append(c);
        }
        all.append("\uD83D\uDE00");

        String json = written(Map.of("key \"\\\n", all.toString()));

        assertThat(JsonParserFactory.getJsonParser().parseMap(json)).isEqualTo(Map.of("key \"\\\n", all.toString()));
        assertThat(json.chars()).noneMatch(c -> c < ' ');
    }

    private static String written(Map<String, Object> object) {
        return new String(Json.bytes(object), StandardCharsets.UTF_8);
    }
}
