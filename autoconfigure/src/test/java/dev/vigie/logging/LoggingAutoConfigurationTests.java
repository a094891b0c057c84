package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LoggingAutoConfigurationTests {

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(LoggingAutoConfiguration.class));

    @Test
    void reportsThatNothingWasSetUpOutsideASpringApplication() {
        runner.run(context -> {
            LoggingReport report = context.getBean(LoggingReport.class);
            assertThat(report.detail()).isEqualTo("not set up");
            assertThat(report.headline()).isNull();
        });
    }

    @Test
    void isOffWhenDisabled() {
        runner.withPropertyValues("vigie.logging.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(LoggingReport.class));
    }

    @Test
    void survivesWithoutTheEncoderAndWithoutLogback() {
        runner.withClassLoader(new FilteredClassLoader("net.logstash.logback"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LoggingReport.class));
        runner.withClassLoader(new FilteredClassLoader("ch.qos.logback"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(LoggingReport.class));
    }

    @Test
    void startsWithAnUnknownConsole() {
        runner.withPropertyValues("vigie.logging.console=xml")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
