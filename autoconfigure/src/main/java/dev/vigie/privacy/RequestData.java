package dev.vigie.privacy;

import dev.vigie.feature.StartupProblems;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * What may be told of a request, wherever one is told of: events, lines, breadcrumbs. Secrets are masked in all of it.
 */
public final class RequestData {

    private static final int LARGEST_BODY = Masking.LONGEST_TEXT;

    private final PrivacyProperties.Request settings;
    private final Masking masking;
    private final Set<String> listed;
    private final int bodyLimit;

    private RequestData(PrivacyProperties.Request settings, Masking masking, int bodyLimit) {
        this.settings = settings;
        this.masking = masking;
        this.listed = settings.headerNames().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.bodyLimit = bodyLimit;
    }

    /** Told as the properties say. */
    public static RequestData of(PrivacyProperties properties, Masking masking) {
        PrivacyProperties.Request settings = properties.request();
        long limit = settings.bodyLimit().toBytes();
        if (limit < 0 || limit > LARGEST_BODY) {
            StartupProblems.warn(
                    "vigie.privacy.request.body-limit is " + limit + " bytes; it can be 0 to 64KB. "
                            + (limit < 0 ? "Nothing" : "64KB") + " of a body is kept.",
                    "Set vigie.privacy.request.body-limit to a size up to 64KB.");
        }
        return new RequestData(settings, masking, (int) Math.max(0, Math.min(limit, LARGEST_BODY)));
    }

    /** The address of the client, or null when it is not told. */
    public @Nullable String clientIp(@Nullable String ip) {
        return settings.clientIp() ? ip : null;
    }

    /** The names of the headers that are told, or null when every header is. */
    public @Nullable List<String> headerNames() {
        return switch (settings.headers()) {
            case LISTED -> settings.headerNames();
            case ALL -> null;
            case NONE -> List.of();
        };
    }

    /** The value of a header as it is told, or null when this header is not. */
    public @Nullable String header(String name, @Nullable String value) {
        if (value == null
                || settings.headers() == PrivacyProperties.Headers.NONE
                || (settings.headers() == PrivacyProperties.Headers.LISTED
                        && !listed.contains(name.toLowerCase(Locale.ROOT)))) {
            return null;
        }
        return masking.isSecret(name) ? Masking.MASK : masking.text(value);
    }

    /** The raw query as it is told, or null when it is not. */
    public @Nullable String query(@Nullable String rawQuery) {
        if (rawQuery == null || !settings.query()) {
            return null;
        }
        String masked = masking.query(rawQuery);
        return settings.queryNames().isEmpty() ? masked : withListedOnly(masked);
    }

    private String withListedOnly(String query) {
        StringJoiner shown = new StringJoiner("&");
        for (String parameter : StringUtils.delimitedListToStringArray(query, "&")) {
            int equals = parameter.indexOf('=');
            boolean told = equals < 0 || settings.queryNames().contains(parameter.substring(0, equals));
            shown.add(told ? parameter : parameter.substring(0, equals + 1) + Masking.MASK);
        }
        return shown.toString();
    }

    /** Whether bodies are told at all. */
    public boolean isBodyTold() {
        return settings.body() && bodyLimit > 0;
    }

    /** How many bytes of a body are kept. */
    public int bodyLimit() {
        return bodyLimit;
    }

    /**
     * The beginning of a body as it is told, or null when it is not.
     *
     * @param type its media type, such as {@code application/json}
     */
    public @Nullable String body(String type, String text) {
        if (!isBodyTold()) {
            return null;
        }
        String masked = type.contains("json")
                ? masking.json(text)
                : type.contains("form-urlencoded") ? masking.form(text) : masking.text(text);
        return masked.length() <= bodyLimit ? masked : masked.substring(0, bodyLimit) + "...";
    }
}
