package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.vigie.OpenSecurity;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a start that fails leaves at Sentry. */
@ExtendWith(OutputCaptureExtension.class)
class FailedStartTests {

    /** Milliseconds: the two seconds, and what it takes to begin and end. */
    private static final long MOST_COST = 2_800;

    private SentryServer sentry;

    @BeforeEach
    void open() throws Exception {
        sentry = new SentryServer();
    }

    @AfterEach
    void close() {
        Sentry.close();
        sentry.close();
    }

    @Test
    void aRunnerThatFailsIsOneEventThatHasLeftWhenTheProcessEnds(CapturedOutput output) {
        Throwable thrown = start(FailingRunner.class, "--sentry.dsn=" + sentry.dsn());

        assertThat(thrown).hasMessage("runner failed");
        assertThat(sentry.events()).as("sent when run() has returned").hasSize(1);
        assertThat(output).contains("Application run failed");
        isTheFailureOf("runner failed", onlyEvent());
    }

    @Test
    void aCommandLineRunnerWhoseErrorSpringAnalysesIsOneEvent(CapturedOutput output) {
        start(AnalysedRunner.class, "--sentry.dsn=" + sentry.dsn());

        assertThat(output).contains("APPLICATION FAILED TO START");
        isTheFailureOf("Address already in use", onlyEvent());
    }

    @Test
    void aBeanThatCannotBeMadeIsOneEvent() {
        Throwable thrown = start(
                FailingBean.class,
                "--sentry.dsn=" + sentry.dsn(),
                "--vigie.environment=staging",
                "--sentry.release=crm@7");

        assertThat(thrown).hasRootCauseMessage("bean failed");
        SentryEvent event = onlyEvent();
        isTheFailureOf("bean failed", event);
        assertThat(event.getEnvironment()).isEqualTo("staging");
        assertThat(event.getRelease()).isEqualTo("crm@7");
        assertThat(Sentry.isEnabled()).as("the SDK is closed again").isFalse();
    }

    @Test
    void aPortInUseIsOneEvent(CapturedOutput output) throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            SpringApplication application = new SpringApplication(Plain.class, OpenSecurity.class);
            Throwable thrown = catchThrowable(
                    () -> application.run("--sentry.dsn=" + sentry.dsn(), "--server.port=" + taken.getLocalPort()));

            assertThat(thrown).isNotNull();
            assertThat(output).contains("was already in use");
            assertThat(onlyEvent().getExtra("location")).isEqualTo("main");
        }
    }

    @Test
    void aPropertyThatCannotBeReadIsOneEvent() {
        Throwable thrown =
                start(Plain.class, "--sentry.dsn=" + sentry.dsn(), "--spring.task.execution.pool.core-size=many");

        assertThat(thrown).isNotNull();
        assertThat(onlyEvent().getExtra("location")).isEqualTo("main");
    }

    @Test
    void aSettingOfSentrysThatCannotBeReadIsOneEvent() {
        Throwable thrown = start(Plain.class, "--sentry.dsn=" + sentry.dsn(), "--sentry.max-breadcrumbs=many");

        assertThat(thrown).isNotNull();
        assertThat(onlyEvent().getExtra("location")).isEqualTo("main");
    }

    @Test
    void aConfigurationFileThatIsMissingIsOneEvent() {
        Throwable thrown =
                start(Plain.class, "--sentry.dsn=" + sentry.dsn(), "--spring.config.import=file:/no/such/file.yml");

        assertThat(thrown).isNotNull();
        assertThat(onlyEvent().getExtra("location")).isEqualTo("main");
    }

    @Test
    void anErrorLoggedDuringTheStartComesFromMain() {
        start(LoggingRunner.class, "--sentry.dsn=" + sentry.dsn());

        assertThat(onlyEvent().getExtra("location")).isEqualTo("main");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--vigie.enabled=false",
                "--vigie.errors.enabled=false",
                "--sentry.enabled=false",
                "--sentry.dsn=",
                "--sentry.dsn=not-a-url"
            })
    void isSilentWhenSwitchedOff(String setting) {
        List<String> arguments = new ArrayList<>(List.of(setting));
        if (!setting.startsWith("--sentry.dsn")) {
            arguments.add("--sentry.dsn=" + sentry.dsn());
        }

        Throwable thrown = start(FailingBean.class, arguments.toArray(String[]::new));

        assertThat(thrown).hasRootCauseMessage("bean failed");
        assertThat(sentry.events()).isEmpty();
        assertThat(Sentry.isEnabled()).isFalse();
    }

    @Test
    void isSilentWithoutADsn() {
        assertThat(start(FailingBean.class)).hasRootCauseMessage("bean failed");
        assertThat(Sentry.isEnabled()).isFalse();
    }

    @Test
    @Timeout(180)
    void aReceiverThatHangsHoldsUpTheEndForTwoSeconds() throws Exception {
        try (ServerSocket hanging = new ServerSocket(0)) {
            String dsn = "--sentry.dsn=http://key@127.0.0.1:" + hanging.getLocalPort() + "/1";
            long bean = costOf(FailingBean.class, dsn);
            long runner = costOf(FailingRunner.class, dsn);
            try (Socket asked = hanging.accept()) {
                assertThat(asked.isConnected()).isTrue();
            }
            assertThat(bean).as("failing bean").isLessThan(MOST_COST);
            assertThat(runner).as("failing runner").isLessThan(MOST_COST);
        }
    }

    @Test
    void theExitCodeStays() {
        SpringApplication application = new SpringApplication(FailingWithCode.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        int[] code = new int[1];
        application.addListeners(event -> {
            if (event instanceof org.springframework.boot.ExitCodeEvent exit) {
                code[0] = exit.getExitCode();
            }
        });

        Throwable thrown = catchThrowable(() -> application.run("--sentry.dsn=" + sentry.dsn()));

        assertThat(thrown).isInstanceOf(CodedException.class);
        assertThat(code[0]).isEqualTo(42);
        isTheFailureOf("with code", onlyEvent());
    }

    /** Against the same start without a DSN; the machine may be busy, so the shortest of six if need be. */
    private static long costOf(Class<?> source, String dsn) {
        long cost = Long.MAX_VALUE;
        for (int i = 0; i < 6 && cost >= MOST_COST; i++) {
            long without = millisOf(source);
            cost = Math.min(cost, millisOf(source, dsn) - without);
        }
        return cost;
    }

    private static long millisOf(Class<?> source, String... arguments) {
        long before = System.nanoTime();
        start(source, arguments);
        return Duration.ofNanos(System.nanoTime() - before).toMillis();
    }

    private static @Nullable Throwable start(Class<?> source, String... arguments) {
        SpringApplication application = new SpringApplication(source);
        application.setWebApplicationType(WebApplicationType.NONE);
        return catchThrowable(() -> application.run(arguments).close());
    }

    private SentryEvent onlyEvent() {
        Awaitility.await().until(() -> !sentry.events().isEmpty());
        Awaitility.await().during(300, TimeUnit.MILLISECONDS).untilAsserted(() -> assertThat(sentry.events())
                .hasSize(1));
        return sentry.events().get(0);
    }

    private static void isTheFailureOf(String message, SentryEvent event) {
        assertThat(event.getExtra("location")).isEqualTo("main");
        assertThat(event.getTag("location")).isEqualTo("main");
        assertThat(event.getTransaction()).isEqualTo("main");
        assertThat(Objects.requireNonNull(event.getExceptions()).stream().map(SentryException::getValue))
                .anyMatch(value -> String.valueOf(value).contains(message));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class FailingRunner {

        @Bean
        ApplicationRunner failing() {
            return arguments -> {
                throw new IllegalStateException("runner failed");
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class AnalysedRunner {

        @Bean
        CommandLineRunner failing() {
            return arguments -> {
                throw new org.springframework.boot.web.server.PortInUseException(
                        8080, new java.net.BindException("Address already in use"));
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class FailingWithCode {

        @Bean
        CommandLineRunner failing() {
            return arguments -> {
                throw new CodedException();
            };
        }
    }

    static class CodedException extends RuntimeException implements ExitCodeGenerator {

        CodedException() {
            super("with code");
        }

        @Override
        public int getExitCode() {
            return 42;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class LoggingRunner {

        @Bean
        ApplicationRunner logging() {
            return arguments -> LoggerFactory.getLogger("app").error("not well", new IllegalStateException("logged"));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class FailingBean {

        @Bean
        String failing() {
            throw new IllegalStateException("bean failed");
        }
    }
}
