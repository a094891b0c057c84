package dev.vigie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Whatever the settings say and whatever is down: the application starts, and answers. */
@ExtendWith(OutputCaptureExtension.class)
class StartupResilienceTests {

    @Test
    void startsWithADsnNobodyListensOn() throws Exception {
        int deadPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            deadPort = socket.getLocalPort();
        }
        assertAnswers(TestApplication.web().variable("SENTRY_DSN", "http://key@localhost:" + deadPort + "/1"));
    }

    @Test
    void startsWithABlankDsn() throws Exception {
        assertAnswers(TestApplication.web().variable("SENTRY_DSN", " "));
    }

    @Test
    void startsWithALogLevelThatIsNone(CapturedOutput output) throws Exception {
        assertAnswers(TestApplication.web().variable("LOG_LEVEL", "LOUD"));
        assertThat(output).contains("LOG_LEVEL is 'LOUD'").contains("Set LOG_LEVEL to TRACE, DEBUG, INFO, WARN");
    }

    @Test
    void startsWithACheckIntervalThatIsNoNumber(CapturedOutput output) throws Exception {
        assertAnswers(TestApplication.web().variable("CHECK_INTERVAL", "abc"));
        assertThat(output).contains("CHECK_INTERVAL is 'abc'").contains("whole seconds, such as 60");
    }

    @Test
    void startsWithADsnThatIsNone(CapturedOutput output) throws Exception {
        assertAnswers(TestApplication.web().variable("SENTRY_DSN", "not-a-url"));
        assertThat(output)
                .contains("The Sentry DSN cannot be used: it does not begin with https:// or http://")
                .contains("Set SENTRY_DSN");
    }

    @Test
    void startsWithADsnNobodyAnswers() throws Exception {
        assertAnswers(TestApplication.web().variable("SENTRY_DSN", "http://key@127.0.0.1:1/1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "7", "-0.1", "NaN"})
    void startsWithARateThatIsNone(String rate, CapturedOutput output) throws Exception {
        assertAnswers(TestApplication.web().variable("SENTRY_TRACES_SAMPLE_RATE", rate));
        assertThat(output)
                .contains("SENTRY_TRACES_SAMPLE_RATE is '" + rate + "'")
                .contains("a number from 0.0 to 1.0");
    }

    @Test
    void startsWithAMailServerThatIsNotThere() throws Exception {
        assertAnswers(TestApplication.web()
                .variable("SMTP_HOST", "127.0.0.1")
                .variable("SMTP_PORT", "1")
                .variable("ALERT_EMAIL", "ops@example.org"));
    }

    @Test
    void startsWithAFullDisk(@TempDir Path folder) throws Exception {
        Path alwaysFull = Path.of("/dev/full");
        assertThat(alwaysFull).as("a device that is always full").exists();
        Path file = Files.createSymbolicLink(folder.resolve("app.log"), alwaysFull);
        assertAnswers(TestApplication.web().variable("LOG_FILE", file.toString()));
    }

    @Test
    void startsWithALogFileThatCannotBeWritten() throws Exception {
        assertAnswers(TestApplication.web().variable("LOG_FILE", "/proc/no/such/folder/app.log"));
    }

    @Test
    void startsSwitchedOff(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = TestApplication.web()
                .with(OpenSecurity.class)
                .property("vigie.enabled", "false")
                .variable("SENTRY_DSN", "")
                .variable("LOG_LEVEL", "LOUD")
                .start()) {
            assertThat(TestApplication.get(context, "/actuator/health").statusCode())
                    .isEqualTo(200);
            assertThat(context.getEnvironment().getProperty("vigie.environment"))
                    .isNull();
            assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
                    .isThrownBy(() -> context.getBean("vigieStartupLine"));
        }
        assertThat(output).doesNotContain("Vigie").doesNotContain("LOUD");
    }

    @Test
    void startsLazily(CapturedOutput output) throws Exception {
        assertAnswers(TestApplication.web().property("spring.main.lazy-initialization", "true"));
        assertThat(output).contains("Vigie ").contains(": ").contains("metrics");
    }

    @Test
    void startsWithoutAWebServer(CapturedOutput output) {
        try (ConfigurableApplicationContext context = TestApplication.nonWeb().start()) {
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output).containsPattern("Vigie \\S+: ");
    }

    @Test
    void startsWithAManagementPortOfItsOwn(CapturedOutput output) throws Exception {
        assertAnswersOn("local.management.port", TestApplication.web().property("management.server.port", "0"));
        assertThat(output.getOut().split("Vigie \\S+: ", -1))
                .as("start-up lines")
                .hasSize(2);
    }

    private static void assertAnswers(TestApplication application) throws Exception {
        assertAnswersOn("local.server.port", application);
    }

    private static void assertAnswersOn(String port, TestApplication application) throws Exception {
        try (ConfigurableApplicationContext context =
                application.with(OpenSecurity.class).start()) {
            String body = TestApplication.get(context, port, "/actuator/info").body();
            assertThat(body).isEqualTo("{}");
        }
    }
}
