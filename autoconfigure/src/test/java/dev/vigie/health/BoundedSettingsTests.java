package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
class BoundedSettingsTests {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void haveDefaultsThatNeedNoThought(CapturedOutput output) {
        BoundedSettings settings = bound(Map.of());

        assertThat(settings.of("db", false))
                .isEqualTo(
                        new CheckSettings(5 * SECOND, 2 * SECOND, SECOND / 2, 15 * SECOND, Status.DOWN, false, true));
        assertThat(settings.isBounded("db/orders")).isTrue();
        assertThat(settings.shortest()).isEqualTo(Duration.ofSeconds(5));
        assertThat(output).doesNotContain("cannot use");
    }

    @Test
    void areGentleToSomebodysMailServer() {
        assertThat(bound(Map.of()).of("mail/office", false).interval()).isEqualTo(60 * SECOND);
        assertThat(bound(Map.of("vigie.health.checks.mail.interval", "10s"))
                        .of("mail", false)
                        .interval())
                .isEqualTo(10 * SECOND);
        assertThat(bound(Map.of("vigie.health.bounded.interval", "5m"))
                        .of("mail", false)
                        .interval())
                .isEqualTo(300 * SECOND);
    }

    @ParameterizedTest
    @CsvSource({
        "db/orders, false, true",
        "redis, false, true",
        "diskSpace, false, true",
        "partner, true, true",
        "partner, false, false",
        "mail/office, false, false"
    })
    void letOnlyWhatIsCheapOrMadeForItBeAskedWithoutAReader(String path, boolean check, boolean always) {
        assertThat(bound(Map.of()).of(path, check).always()).isEqualTo(always);
    }

    @Test
    void letTheApplicationSayWhatIsAskedWithoutAReader() {
        BoundedSettings settings = bound(Map.of(
                "vigie.health.checks.mail.background", "always",
                "vigie.health.checks.db.background", "while-read",
                "vigie.health.checks.partner.interval", "1m"));

        assertThat(settings.of("mail/office", false).always()).isTrue();
        assertThat(settings.of("db", false).always()).isFalse();
        assertThat(settings.of("partner", false).always()).isFalse();
        assertThat(settings.of("partner", true).always()).isTrue();
    }

    @Test
    void goFromTheCheckToTheCompositeItIsInToAll() {
        BoundedSettings settings = bound(Map.of(
                "vigie.health.checks[db/orders].timeout", "3s",
                "vigie.health.checks.db.timeout", "4s",
                "vigie.health.checks.db.interval", "1s",
                "vigie.health.bounded.timeout", "5s",
                "vigie.health.bounded.late-status", "out-of-service"));

        assertThat(settings.of("db/orders", false).timeout()).isEqualTo(3 * SECOND);
        assertThat(settings.of("db/orders/inner", false).timeout()).isEqualTo(3 * SECOND);
        assertThat(settings.of("db/stock", false).timeout()).isEqualTo(4 * SECOND);
        assertThat(settings.of("redis", false).timeout()).isEqualTo(5 * SECOND);
        assertThat(settings.of("redis", false).lateStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(settings.shortest()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vigie.health.checks[db/ordersStore].bounded",
                "vigie.health.checks.db/ordersStore.bounded",
                "vigie.health.checks[db/orders-store].bounded"
            })
    void knowACheckHoweverItsNameIsWritten(String key) {
        assertThat(bound(Map.of(key, "false")).isBounded("db/ordersStore")).isFalse();
        assertThat(bound(Map.of(key, "false")).isBounded("db")).isTrue();
    }

    @Test
    void knowACheckInTheEnvironment() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "test-systemEnvironment", Map.of("VIGIE_HEALTH_CHECKS_DBORDERSSTORE_BOUNDED", "false")));
        HealthProperties properties = new Binder(ConfigurationPropertySources.get(environment))
                .bindOrCreate("vigie.health", HealthProperties.class);

        assertThat(new BoundedSettings(properties).isBounded("db/ordersStore")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "bounded.interval, 1ms, 100ms",
        "bounded.interval, 2h, 1h",
        "bounded.timeout, 0, 10ms",
        "bounded.timeout, 1h, 10m",
        "bounded.max-wait, -1s, 0",
        "bounded.max-wait, 1m, 10s",
        "bounded.max-stale, 2h, 1h",
        "checks[db/orders].interval, 0, 100ms",
        "checks[db/orders].timeout, -5ms, 10ms"
    })
    void bringATimeThatIsNoneIntoRange(String key, String given, String used, CapturedOutput output) {
        bound(Map.of("vigie.health." + key, given));

        assertThat(output)
                .contains(
                        "vigie.health." + key + " is ", " " + used + " is used.", "Set vigie.health." + key + " to a");
    }

    private static BoundedSettings bound(Map<String, String> properties) {
        return new BoundedSettings(new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("vigie.health", HealthProperties.class));
    }
}
