package dev.vigie.errors;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request as an error event shows it. Read only when there is an event; safe to read from any thread, also
 * when the request is over.
 */
public interface RequestFacts {

    /** The method in upper case; {@code OTHER} when it is none of the standard ones. */
    String method();

    /** The raw path without query, such as {@code /organisations/7}. */
    String path();

    /** The address without query, such as {@code https://crm.example/organisations/7}. */
    String url();

    /** The raw query with secrets masked, or null; also when queries are not told. */
    @Nullable
    String query();

    /** The method and the route, such as {@code GET /organisations/{id}} or {@code GET <unmatched>}. */
    String transaction();

    /** The request id, {@code [A-Za-z0-9._-]{1,64}}. */
    String requestId();

    /** The address of the client as the servlet container reports it, or null; also when it is not told. */
    @Nullable
    String clientIp();

    /** The headers that may be shown, by their usual spelling; empty when the request is over. */
    Map<String, String> headers();

    /** What was read of the body so far, with secrets masked; null when bodies are not told. */
    default @Nullable String body() {
        return null;
    }

    /** When it began. */
    Instant startedAt();

    /** The HTTP status, or null while it runs. */
    @Nullable
    Integer status();

    /** How long it took in milliseconds, or null while it runs. */
    @Nullable
    Long durationMs();
}
