package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorUser;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.PrivacyProperties;
import dev.vigie.privacy.PrivacyProperties.Identity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LoginFactsTests {

    @ParameterizedTest
    @CsvSource({"john,j***n", "alexandra,a***a", "ada,***", "'',***", "😀bc😀,😀***😀"})
    void masksAllButTheFirstAndTheLastLetter(String name, String masked) {
        assertThat(LoginFacts.masked(name)).isEqualTo(masked);
    }

    @Test
    void tellsTheTypedNameButNoAddressByDefault() {
        assertThat(facts(Identity.PLAIN, true, false, false).ofFailure("john", LoginFailure.LOCKED))
                .isEqualTo(Map.of("username", "john", "reason", "account_locked"));
    }

    @Test
    void tellsWhatThePropertiesSay() {
        assertThat(facts(Identity.PLAIN, true, true, true).ofAttempt("john"))
                .isEqualTo(Map.of("username", "j***n", "client_ip", "203.0.113.9"));
        assertThat(facts(Identity.PLAIN, false, false, false).ofAttempt("john")).isEmpty();
        assertThat(facts(Identity.NONE, true, false, false).ofUser(ErrorUser.ofId("7")))
                .isEmpty();
        assertThat(facts(Identity.HASHED, true, false, false).ofUser(ErrorUser.ofId("7")))
                .hasEntrySatisfying("id", id -> assertThat(id).asString().matches("[0-9a-f]{16}"));
    }

    @Test
    void boundsWhatWasTyped() {
        assertThat(facts(Identity.PLAIN, true, false, false)
                        .ofAttempt("x".repeat(1_000_000))
                        .get("username"))
                .asString()
                .hasSize(103);
    }

    @Test
    @SuppressWarnings("NullAway") // what an application may do all the same
    void aUserWithoutAnythingIsNoTrouble() {
        Map<String, @Nullable String> attributes = new HashMap<>();
        attributes.put("department", null);
        attributes.put(null, "sales");
        attributes.put("team", "north");

        ErrorUser user = new ErrorUser(null, null, null, attributes);

        assertThat(user.attributes()).isEqualTo(Map.of("team", "north"));
        assertThat(new ErrorUser(null, null, null, null).attributes()).isEmpty();
        assertThat(facts(Identity.PLAIN, true, false, false).ofUser(user)).isEqualTo(Map.of("team", "north"));
    }

    private static LoginFacts facts(Identity id, boolean name, boolean ip, boolean mask) {
        Map<String, Object> properties =
                Map.of("vigie.privacy.user.id", id, "vigie.privacy.user.name", name, "vigie.privacy.user.ip", ip);
        PersonalData personal = PersonalData.of(new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("vigie.privacy", PrivacyProperties.class));
        return new LoginFacts(personal, mask, new CurrentRequest() {

            @Override
            public String clientIp() {
                return "203.0.113.9";
            }

            @Override
            public boolean keep(Told told) {
                return true;
            }

            @Override
            public void forget() {}
        });
    }
}
