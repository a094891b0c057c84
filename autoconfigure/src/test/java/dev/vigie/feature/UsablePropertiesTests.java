package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** What is written wrong in the properties of Vigie is told, and the application starts. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("try") // an application that only has to run and be closed
class UsablePropertiesTests {

    @ParameterizedTest
    @CsvSource({
        "vigie.errors.outcome-timeout, soon, Duration",
        "vigie.privacy.user.id, secretly, 'one of plain, hashed, none'",
        "vigie.privacy.request.body-limit, much, DataSize",
        "vigie.logging.rate-limit.lines, many, int",
        "vigie.logging.enabled, maybe, boolean",
        "vigie.enabled, maybe, boolean",
    })
    void anUnusableValueIsToldAndTheDefaultIsUsed(String key, String value, String type, CapturedOutput output) {
        try (ConfigurableApplicationContext application =
                TestApplication.web().property(key, value).start()) {
            assertThat(application.isRunning()).isTrue();
        }
        assertThat(output.getOut()).contains(key, type, "Action:").doesNotContain("APPLICATION FAILED");
    }

    @Test
    void theOtherPropertiesOfTheSameGroupAreRead() {
        try (ConfigurableApplicationContext application = TestApplication.web()
                .with(Ours.class)
                .property("vigie.probe.number", "many")
                .property("vigie.probe.text", "given")
                .start()) {
            assertThat(application.getBean(Probe.class)).isEqualTo(new Probe(0, "given"));
        }
    }

    @Test
    void propertiesOfOthersFailAsTheyAlwaysDid() {
        assertThatThrownBy(() -> TestApplication.web()
                        .with(Others.class)
                        .property("others.number", "many")
                        .start())
                .hasRootCauseInstanceOf(NumberFormatException.class)
                .isInstanceOf(ConfigurationPropertiesBindException.class);
    }

    @ConfigurationProperties("vigie.probe")
    record Probe(int number, String text) {}

    @ConfigurationProperties("others")
    record OthersProbe(int number) {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(Probe.class)
    static class Ours {}

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(OthersProbe.class)
    static class Others {}
}
