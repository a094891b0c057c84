package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/** Defaults and familiar variables are below everything the application says, wherever it says it. */
@ExtendWith(OutputCaptureExtension.class)
class FeatureDefaultsTests {

    /** A default that the metrics feature gives. */
    private static final String KEY = "management.endpoints.web.exposure.include";

    @TempDir
    Path folder;

    @Test
    void isThereWhenTheApplicationSaysNothing() {
        assertThat(valueOf(KEY, TestApplication.nonWeb())).isEqualTo("health,info,prometheus");
    }

    @Test
    void isBelowAPropertySourceAnnotation() {
        assertThat(valueOf(KEY, TestApplication.nonWeb().with(OwnPropertySource.class)))
                .isEqualTo("from-property-source");
    }

    @Test
    void isBelowTheDefaultPropertiesOfTheApplication() {
        assertThat(valueOf(KEY, TestApplication.nonWeb().defaultProperty(KEY, "from-default-properties")))
                .isEqualTo("from-default-properties");
    }

    @Test
    void isBelowAConfigurationFile() throws Exception {
        assertThat(valueOf(KEY, TestApplication.nonWeb().property("spring.config.location", file(KEY + "=from-file"))))
                .isEqualTo("from-file");
    }

    @Test
    void aFeatureThatFailsToGiveDefaultsStopsNeitherTheApplicationNorTheOthers(CapturedOutput output) {
        assertThat(valueOf(KEY, TestApplication.nonWeb().property("test.failing-defaults", "true")))
                .isEqualTo("health,info,prometheus");
        assertThat(output)
                .contains("The defaults of dev.vigie.feature.FailingDefaults could not be set")
                .contains("on purpose");
    }

    @Test
    void isAbsentWhenEverythingIsSwitchedOff() {
        assertThat(valueOf(KEY, TestApplication.nonWeb().property("vigie.enabled", "false")))
                .isNull();
    }

    @Test
    void isAbsentWhenItsFeatureIsSwitchedOff() {
        assertThat(valueOf(KEY, TestApplication.nonWeb().property("vigie.metrics.enabled", "false")))
                .isNull();
    }

    @Test
    void aFamiliarVariableIsBelowAConfigurationFile() throws Exception {
        TestApplication application = TestApplication.nonWeb()
                .variable("ENVIRONMENT", "from-variable")
                .property("spring.config.location", file("vigie.environment=from-file"));
        assertThat(valueOf("vigie.environment", application)).isEqualTo("from-file");
    }

    @Test
    void aFamiliarVariableIsBelowTheDefaultPropertiesOfTheApplication() {
        TestApplication application = TestApplication.nonWeb()
                .variable("ENVIRONMENT", "from-variable")
                .defaultProperty("vigie.environment", "from-default-properties");
        assertThat(valueOf("vigie.environment", application)).isEqualTo("from-default-properties");
    }

    @Test
    void aFamiliarVariableReachesTheSettings() {
        try (ConfigurableApplicationContext context =
                TestApplication.nonWeb().variable("ENVIRONMENT", " staging ").start()) {
            assertThat(context.getBean(FeatureProperties.class).environment()).isEqualTo("staging");
        }
    }

    @Test
    void aBlankEnvironmentIsTheDefaultOne() {
        try (ConfigurableApplicationContext context =
                TestApplication.nonWeb().property("vigie.environment", " ").start()) {
            assertThat(context.getBean(FeatureProperties.class)).isEqualTo(new FeatureProperties(true, "development"));
        }
    }

    /** By Spring's relaxed binding SENTRY_DSN is sentry.dsn, far above any file. */
    @Test
    void aBlankVariableDoesNotHideTheValueOfAFile() throws Exception {
        TestApplication application = TestApplication.nonWeb()
                .variable("SENTRY_RELEASE", " ")
                .property("spring.config.location", file("sentry.release=2.1.0"));
        assertThat(valueOf("sentry.release", application)).isEqualTo("2.1.0");
    }

    /** A blank variable replaces the source; what Boot knows of the others must survive that. */
    @ParameterizedTest
    @CsvSource({"VIGIE_METRICS_ENABLED, vigie.metrics.enabled", "VIGIE_ENABLED, vigie.enabled"})
    void aBadSwitchIsToldWithItsValueAndTheVariableItCameFrom(String variable, String key, CapturedOutput output) {
        TestApplication application =
                TestApplication.nonWeb().variable("SENTRY_DSN", "").variable(variable, "perhaps");
        try (ConfigurableApplicationContext context = application.start()) {
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output)
                .contains("The property " + key + " is 'perhaps', which is no boolean")
                .contains("System Environment Property \"" + variable + "\"")
                .contains("Action:");
    }

    @Test
    void logLevelReachesTheLoggingSystem(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                TestApplication.nonWeb().variable("LOG_LEVEL", "WARNING").start()) {
            LoggerFactory.getLogger("any").info("below the level");
            LoggerFactory.getLogger("any").warn("at the level");
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output).contains("at the level").doesNotContain("below the level");
    }

    @Test
    void logFileIsWritten() throws Exception {
        Path file = folder.resolve("logs/app.log");
        TestApplication.nonWeb().variable("LOG_FILE", file.toString()).start().close();
        assertThat(file).content().contains("Started ");
    }

    private static String valueOf(String key, TestApplication application) {
        try (ConfigurableApplicationContext context = application.start()) {
            return context.getEnvironment().getProperty(key);
        }
    }

    private String file(String line) throws Exception {
        return Files.writeString(folder.resolve("application.properties"), line)
                .toUri()
                .toString();
    }

    @Configuration(proxyBeanMethods = false)
    @PropertySource("classpath:dev/vigie/feature/own.properties")
    static class OwnPropertySource {}
}
