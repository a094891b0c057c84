package dev.vigie.errors;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The person an error event is about.
 *
 * @param id stable id, or null when unknown
 * @param name login name, or null
 * @param attributes further facts such as {@code department}
 */
public record ErrorUser(@Nullable String id, @Nullable String name, Map<String, String> attributes) {

    public ErrorUser {
        attributes = Map.copyOf(attributes);
    }

    /** A user of whom only the id is known. */
    public static ErrorUser ofId(String id) {
        return new ErrorUser(id, null, Map.of());
    }
}
