package dev.vigie.health;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonWriter;

/** An answer, which is written once however often it is sent. */
final class JsonAnswer {

    private static final JsonWriter<Map<String, Object>> WRITER = JsonWriter.standard();

    private final int status;
    private final Map<String, Object> body;
    private volatile byte @Nullable [] written;

    /**
     * @param status the HTTP status
     * @param body the JSON object: maps, lists, strings, numbers and booleans
     */
    JsonAnswer(int status, Map<String, Object> body) {
        this.status = status;
        this.body = body;
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        return body;
    }

    /** The body as it is sent; nobody may change it. */
    byte[] bytes() {
        byte[] bytes = written;
        if (bytes == null) {
            bytes = WRITER.writeToString(body).getBytes(StandardCharsets.UTF_8);
            written = bytes;
        }
        return bytes;
    }
}
