package dev.vigie.privacy;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is secret in this application, and what is told of people.
 *
 * @param secretKeys words that make a key secret, besides the built-in ones such as password and token; case, hyphens,
 *     underscores and dots do not matter
 * @param user what events and lines tell of the signed-in user
 */
@ConfigurationProperties("vigie.privacy")
public record PrivacyProperties(@DefaultValue List<String> secretKeys, @DefaultValue User user) {

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

    /** How an id is told. */
    public enum Identity {
        /** As it is. */
        PLAIN,
        /** As the first 16 hexadecimal digits of its SHA-256: the same person, but not who. */
        HASHED,
        /** Not at all. */
        NONE
    }
}
