package dev.vigie.privacy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What is secret in this application, and what is told of people and requests.
 *
 * @param secretKeys words that make a key secret, besides the built-in ones such as password and token; case, hyphens,
 *     underscores and dots do not matter
 * @param secretPatterns regular expressions of secrets in texts, besides the built-in ones such as tokens and card
 *     numbers; all of a match is masked
 * @param allowedKeys keys that are never secret although they contain a word that is, such as tokens_used
 * @param user what events and lines tell of the signed-in user
 * @param request what events and lines tell of a request
 */
@ConfigurationProperties("vigie.privacy")
public record PrivacyProperties(
        @DefaultValue List<String> secretKeys,
        @DefaultValue List<String> secretPatterns,
        @DefaultValue List<String> allowedKeys,
        @DefaultValue User user,
        @DefaultValue Request request) {

    /**
     * What events and lines tell of the signed-in user.
     *
     * @param id whether the id of the user is told as it is, as a hash, or not at all
     * @param name whether the name is told
     * @param email whether the e-mail address is told
     * @param ip whether the address the user comes from is told as the user's
     */
    public record User(
            @DefaultValue("plain") Identity id,
            @DefaultValue("true") boolean name,
            @DefaultValue("false") boolean email,
            @DefaultValue("false") boolean ip) {}

    /**
     * What events and lines tell of a request.
     *
     * @param clientIp whether the address of the client is told
     * @param headers whether the listed headers are told, all of them, or none; those of secrets are masked in any case
     * @param headerNames the headers that are told when headers is listed
     * @param query whether the query string is told
     * @param queryNames the query parameters whose values are told, the others are masked; empty for all but secret
     *     ones
     * @param body whether the body is told, where it is JSON, a form or text
     * @param bodyLimit how much of the body is kept, up to 64KB
     */
    public record Request(
            @DefaultValue("true") boolean clientIp,
            @DefaultValue("listed") Headers headers,
            @DefaultValue({"Accept", "Accept-Language", "Content-Length", "Content-Type", "Host", "Origin", "User-Agent"
                    })
                    List<String> headerNames,
            @DefaultValue("true") boolean query,
            @DefaultValue List<String> queryNames,
            @DefaultValue("false") boolean body,
            @DefaultValue("10KB") DataSize bodyLimit) {}

    /** How an id is told. */
    public enum Identity {
        /** As it is. */
        PLAIN,
        /** As the first 16 hexadecimal digits of its SHA-256: the same person, but not who. */
        HASHED,
        /** Not at all. */
        NONE
    }

    /** Which headers are told. */
    public enum Headers {
        /** Those of a list. */
        LISTED,
        /** Every one. */
        ALL,
        /** Not one. */
        NONE
    }
}
