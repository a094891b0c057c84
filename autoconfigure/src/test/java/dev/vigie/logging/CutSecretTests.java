package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a text is cut nothing is shown of a secret that the end runs through. */
class CutSecretTests extends WithRecordedLines {

    /** Wherever the end cuts through a secret: nothing of its beginning is seen, however long it is. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4_000})
    void cutsNoSecretInHalf(int times) {
        List<String> secrets = List.of(
                "eyJ" + "hbGciOiJI".repeat(times) + ".eyJ" + "zdWIiOiIx".repeat(times) + ".signed",
                "password=" + "planted".repeat(times),
                "\"token\":\"" + "planted".repeat(times) + "\"",
                "-----BEGIN PRIVATE KEY-----\n" + "MIIEvQIB\n".repeat(times) + "-----END PRIVATE KEY-----",
                "postgres://app:" + "p".repeat(30) + "@db",
                "4111111111111111");
        for (String secret : secrets) {
            for (int at = 16 * 1024 - 60; at < 16 * 1024 + 2; at++) {
                lines.clear();
                lines.logger().info("x".repeat(at - 1) + " " + secret + " and more ".repeat(3_000));

                String message = lines.only().get("message").asText();
                assertThat(message).as("at " + at).doesNotContain("hbG", "pla", "MII", "ppp", "4111", "eyJ");
                assertThat(message).endsWith("...[truncated]");
            }
        }
    }

    @Test
    void cutsNoSecretInHalfInTheMessageOfACause() {
        for (int at = 960; at < 1_001; at++) {
            String message = "x".repeat(at - 1) + " " + PlantedSecrets.JWT + " more".repeat(3_000);
            lines.clear();
            lines.logger().error("x", new IllegalStateException("outer", new IllegalArgumentException(message)));

            assertThat(lines.only().get("error").get("stack").asText()).doesNotContain("eyJ");
        }
    }

    /** Masks are short: behind many of them the end of what was looked at would be shown. */
    @Test
    void cutsNoSecretInHalfBehindManyOthers() {
        String others = ("password=" + "planted".repeat(200) + " ").repeat(8);
        int lookedAt = 16 * 1024 + LineMasking.OVERLAP;
        for (int shown = 1; shown < 16; shown++) {
            String before = others + "x".repeat(lookedAt - others.length() - shown - 1) + " ";
            lines.clear();
            lines.logger().info(before + "4111111111111111" + " and more".repeat(10_000));

            assertThat(lines.only().get("message").asText())
                    .startsWith("password=*** ")
                    .doesNotContain(" 4");
        }
    }

    @Test
    void shortensATextThatIsAllSecretWithoutLosingTheRest() {
        lines.logger().info("before password=" + "planted".repeat(10_000));

        assertThat(lines.only().get("message").asText()).isEqualTo("before password=***...[truncated]");
    }
}
