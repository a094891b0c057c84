package dev.vigie.logging;

import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Text on a terminal: one event, one line, no colours of others and no secrets. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("try") // an application that only has to run and be closed
class TextLineTests {

    private static final Logger log = LoggerFactory.getLogger("com.acme.Orders");

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\u2028", "\u0085", "\u001b[2K\u001b[1A", "\b\b\b", "\u202e"})
    void whatCameFromOutsideMakesNoLineAndNoColour(String evil, CapturedOutput output) {
        try (var application = start()) {
            int before = output.getOut().length();
            log.info("user {} came", "x" + evil + "2026-01-01 00:00:00 ERROR forged");
            log.info("put together x" + evil + "2026-01-01 00:00:00 ERROR forged");
            String written = output.getOut().substring(before);
            assertThat(written.lines()).hasSize(2).allMatch(line -> line.contains("com.acme.Orders"));
            assertThat(written).doesNotContain(evil.equals("\n") ? "\n2026-01-01" : evil);
        }
    }

    @Test
    void anExceptionMakesNoLineOfItsMessage(CapturedOutput output) {
        try (var application = start()) {
            log.error("failed", new IllegalStateException("a\n2026-01-01 forged", new RuntimeException("b\u001b[31m")));
        }
        assertThat(output.getOut())
                .contains("java.lang.IllegalStateException: a\\n2026-01-01 forged")
                .contains("Caused by: java.lang.RuntimeException: b\\u001b[31m")
                .contains("\tat dev.vigie.logging.TextLineTests");
    }

    @Test
    void secretsAreMasked(CapturedOutput output) {
        try (var application = start()) {
            log.warn("cannot sign in with password=hunter2", new IllegalStateException("token=abcdef123456"));
        }
        assertThat(output.getOut()).contains("password=***", "token=***").doesNotContain("hunter2", "abcdef123456");
    }

    @Test
    void theWordsOfTheApplicationAreSecretToo(CapturedOutput output) {
        try (var application = TestApplication.nonWeb()
                .property("vigie.privacy.secret-keys", "cipher")
                .start()) {
            log.warn("cannot open it with cipher=enigma and {}", value("password", "hunter2"));
        }
        assertThat(output.getOut()).contains("cipher=*** and ***").doesNotContain("enigma", "hunter2");
    }

    @Test
    void anMdcValueMakesNoLine(CapturedOutput output) {
        try (var application = start()) {
            MDC.put(LogFields.REQUEST_ID, "r-1\nforged");
            log.info("inside");
        } finally {
            MDC.remove(LogFields.REQUEST_ID);
        }
        assertThat(output.getOut()).contains("[r-1\\nforged]");
    }

    @Test
    void reportsOfSpringBootStayReadable(CapturedOutput output) {
        try (var application = start()) {
            LoggerFactory.getLogger("org.springframework.boot.diagnostics.Report")
                    .error("\n\nDescription:\n\nwhy\n");
        }
        assertThat(output.getOut()).contains("\n\nDescription:\n\nwhy\n");
    }

    private static org.springframework.context.ConfigurableApplicationContext start() {
        return TestApplication.nonWeb().start();
    }
}
