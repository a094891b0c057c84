package dev.vigie.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What may be told of a person, wherever a person is told of: events, lines, breadcrumbs. */
public final class PersonalData {

    private static final int HASH_BYTES = 8;

    private final PrivacyProperties.User settings;

    PersonalData(PrivacyProperties.User settings) {
        this.settings = settings;
    }

    /** Told as the properties say. */
    public static PersonalData of(PrivacyProperties properties) {
        return new PersonalData(properties.user());
    }

    /** The id as it is, its hash, or null. */
    public @Nullable String id(@Nullable String id) {
        if (id == null) {
            return null;
        }
        return switch (settings.id()) {
            case PLAIN -> id;
            case HASHED -> hash(id);
            case NONE -> null;
        };
    }

    /** The name, or null when names are not told. */
    public @Nullable String name(@Nullable String name) {
        return settings.name() ? name : null;
    }

    /** The e-mail address, or null when addresses are not told. */
    public @Nullable String email(@Nullable String email) {
        return settings.email() ? email : null;
    }

    /** The IP address as a fact about the person, or null when it is not told. */
    public @Nullable String ip(@Nullable String ip) {
        return settings.ip() ? ip : null;
    }

    private static String hash(String id) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
