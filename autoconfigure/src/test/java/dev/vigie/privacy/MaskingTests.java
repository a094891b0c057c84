package dev.vigie.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTests {

    private final Masking masking = Masking.of(List.of("health-number"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password", "PASSWORD", "new_password", "X-Api-Key", "api.key", "Authorization", "Set-Cookie",
                "refreshToken", "client_secret", "card-number", "IBAN", "X-CSRF-TOKEN", "HealthNumber", "health_number"
            })
    void knowsAKeyOfASecret(String key) {
        assertThat(masking.isSecret(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "name", "", "org_id", "category", "passenger", "key"})
    void leavesOtherKeysAlone(String key) {
        assertThat(masking.isSecret(key)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "a=1&b=2 a=1&b=2",
                "token=abc token=***",
                "a=1&token=abc&b=2 a=1&token=***&b=2",
                "p%61ssword=x p%61ssword=***",
                "token=a=b&c=d token=***&c=d",
                "token token",
                "token= token=***",
                "&&a=1& &&a=1&",
                "%zz=1&token=2 %zz=1&token=***",
            })
    void masksTheSecretsOfAQueryAndNothingElse(String query, String masked) {
        assertThat(masking.query(query)).isEqualTo(masked);
    }

    @Test
    void masksAValueByItsKey() {
        assertThat(masking.value("password", "hunter2")).isEqualTo("***");
        assertThat(masking.value("city", "Paris")).isEqualTo("Paris");
        assertThat(masking.value("password", null)).isNull();
    }
}
