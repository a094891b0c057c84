package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

/** Secrets of all sorts, as they get into log calls, and what must not be seen of them in any line. */
final class PlantedSecrets {

    /** Secret by its key only. */
    static final String VALUE = "Zx9-planted";

    static final String JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P";

    private static final String BEARER = "b34r3r-V4lue_0123456789.ABC";
    private static final String GITHUB = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    private static final String AWS = "AKIAIOSFODNN7EXAMPLE";
    private static final String CARD = "4111111111111111";
    private static final String GROUPED_CARD = "5500 0000 0000 0004";
    private static final String IBAN = "DE89370400440532013000";
    private static final String KEY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC";

    private static final List<String> SEEN =
            List.of(VALUE, JWT, "dozjgNryP4J3", BEARER, GITHUB, AWS, CARD, GROUPED_CARD, IBAN, KEY);

    /** Texts with one secret each, which are recognised wherever a word may begin. */
    static final List<String> TEXTS = List.of(
            "password=" + VALUE,
            "pwd: " + VALUE,
            "\"clientSecret\":\"" + VALUE + "\"",
            "{api_key=" + VALUE + "}",
            "<password>" + VALUE + "</password>",
            "GET /reset?user=1&access_token=" + VALUE + "&page=2",
            "Authorization: Bearer " + BEARER,
            "Bearer " + BEARER,
            "postgres://app:" + VALUE + "@db.example.org/crm",
            JWT,
            GITHUB,
            AWS,
            CARD,
            GROUPED_CARD,
            IBAN,
            "-----BEGIN PRIVATE KEY-----\n" + KEY + "\n-----END PRIVATE KEY-----");

    /** Keys of which each makes its value a secret. */
    static final List<String> KEYS = List.of(
            "password",
            "userPassword",
            "X-Api-Key",
            "access_token",
            "Authorization",
            "set-cookie",
            "client.secret",
            "otp",
            "creditCard",
            "JWT",
            "user_iban");

    private PlantedSecrets() {}

    static String text(Random random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    static String key(Random random) {
        return KEYS.get(random.nextInt(KEYS.size()));
    }

    static void assertNoneIn(String where, String text) {
        for (String secret : SEEN) {
            assertThat(text).as(where).doesNotContain(secret);
        }
    }
}
