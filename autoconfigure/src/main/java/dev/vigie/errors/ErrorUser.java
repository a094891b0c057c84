package dev.vigie.errors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The person an error event is about.
 *
 * @param id stable id, or null when unknown
 * @param name login name, or null
 * @param email e-mail address, or null; sent only with {@code vigie.privacy.user.email}
 * @param attributes further facts such as {@code department}; those without a value are left out
 */
public record ErrorUser(
        @Nullable String id, @Nullable String name, @Nullable String email, Map<String, String> attributes) {

    public ErrorUser {
        attributes = withValues(attributes);
    }

    /** A column of the user's that is null in the database must not cost the event its user. */
    private static Map<String, String> withValues(@Nullable Map<String, String> attributes) {
        if (attributes == null || attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, String> known = new LinkedHashMap<>();
        attributes.forEach((key, value) -> {
            if (key != null && value != null) {
                known.put(key, value);
            }
        });
        return Collections.unmodifiableMap(known);
    }

    /** A user without an e-mail address. */
    public ErrorUser(@Nullable String id, @Nullable String name, Map<String, String> attributes) {
        this(id, name, null, attributes);
    }

    /** A user of whom only the id is known. */
    public static ErrorUser ofId(String id) {
        return new ErrorUser(id, null, Map.of());
    }
}
