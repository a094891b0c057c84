package dev.vigie.situation;

import java.util.List;
import java.util.Map;
import org.springframework.boot.json.JsonParserFactory;

/**
 * What a client got.
 *
 * @param status the status, or 0 when the connection ended without one
 * @param headers by lower-case names
 * @param complete whether the body came to its announced end
 */
record Answer(int status, Map<String, List<String>> headers, String body, boolean complete) {

    static final Answer NONE = new Answer(0, Map.of(), "", false);

    /** The first value, or null. */
    String header(String lowerCaseName) {
        List<String> values = headers.get(lowerCaseName);
        return values == null ? null : values.get(0);
    }

    boolean isProblem() {
        String type = header("content-type");
        return type != null && type.startsWith("application/problem+json");
    }

    /** A member of the JSON body, or null. */
    String member(String name) {
        if (!body.startsWith("{")) {
            return null;
        }
        Object value = JsonParserFactory.getJsonParser().parseMap(body).get(name);
        return value == null ? null : value.toString();
    }

    /** In a few words; what Spring itself says is not the same on both lines of Boot. */
    String brief() {
        if (status == 0) {
            return "none";
        }
        boolean ours = body.isEmpty() || "Internal server error".equals(member("detail"));
        String kind = isProblem() && ours ? ", problem document" : "";
        return status + kind + (complete ? "" : ", cut off");
    }
}
