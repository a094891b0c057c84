package dev.vigie.health;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer, which is written once however often it is sent. */
final class JsonAnswer {

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
            bytes = Json.bytes(body);
            written = bytes;
        }
        return bytes;
    }
}
