package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Health in the scrape of a real server. */
class HealthMetersApplicationTests {

    @Test
    void isInTheScrapeWhileAContributorHangs() throws Exception {
        Checks.partner = new GatedCheck("partner").hang();
        try (ConfigurableApplicationContext context = application().start()) {
            Awaitility.await().untilAsserted(() -> assertThat(
                            TestApplication.get(context, "/actuator/prometheus").body())
                    .containsPattern("(?m)^vigie_health\\{.*component=\"disk\".*} 1\\.0$")
                    .containsPattern("(?m)^vigie_health\\{.*component=\"partner\".*} NaN$")
                    .containsPattern("(?m)^vigie_health_age_seconds\\{.*component=\"disk\".*} [0-9.E-]+$")
                    .containsPattern("(?m)^vigie_health_duration_seconds\\{.*component=\"disk\".*} [0-9.E-]+$"));
        } finally {
            Checks.partner.letGo();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vigie.health.enabled", "vigie.metrics.enabled", "vigie.health.bounded.enabled"})
    void isOffWithEachOfItsSwitches(String key) {
        Checks.partner = new GatedCheck("partner");
        try (ConfigurableApplicationContext context =
                application().property(key, "false").start()) {
            assertThat(context.containsBean("vigieHealthMeters")).isFalse();
        }
    }

    private static TestApplication application() {
        return TestApplication.web()
                .with(OpenSecurity.class, Checks.class)
                .property("vigie.health.disk.max-used-percent", "100");
    }

    @Configuration(proxyBeanMethods = false)
    static class Checks {

        static GatedCheck partner = new GatedCheck("partner");

        @Bean
        HealthCheck partnerCheck() {
            return partner;
        }
    }
}
