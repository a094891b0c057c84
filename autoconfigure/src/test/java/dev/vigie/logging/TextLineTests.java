package dev.vigie.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.vigie.TestApplication;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter",
                "org.springframework.boot.autoconfigure.logging.ConditionEvaluationReportLogger",
                "org.springframework.boot.context.ConfigurationWarningsApplicationContextInitializer"
                        + "$ConfigurationWarningsPostProcessor",
                "dev.vigie.feature.StartupProblems"
            })
    void reportsOfTheStartStayReadable(String logger, CapturedOutput output) {
        try (var application = start()) {
            LoggerFactory.getLogger(logger).error("\n\nDescription:\n\nwhy\n");
        }
        assertThat(output.getOut()).contains("\n\nDescription:\n\nwhy\n");
    }

    @Test
    void theConditionsOfSpringBootStayReadable(CapturedOutput output) {
        TestApplication.nonWeb()
                .property("logging.level.org.springframework.boot.autoconfigure.logging", "debug")
                .start()
                .close();
        assertThat(output.getOut()).contains("\nPositive matches:\n-----------------\n");
    }

    @Test
    void settingsThatCannotBeUsedAreToldInABlock(CapturedOutput output) {
        TestApplication.nonWeb()
                .property("vigie.logging.key-values", "nowhere")
                .start()
                .close();
        assertThat(output.getOut()).contains("\n\nDescription:\n\n", "\n\nAction:\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "json"})
    void whoDevelopsSignsInWithTheGeneratedPassword(String console, CapturedOutput output) {
        String[] properties = {"server.port=0", "vigie.logging.console=" + console};
        try (var application = new SpringApplicationBuilder(WithoutUsers.class)
                .properties(properties)
                .run()) {
            String shown = console.equals("text") ? "[0-9a-f]{8}-[0-9a-f-]{27}\\R" : "\\*\\*\\*";
            assertThat(output.getOut()).containsPattern("Using generated security password: " + shown);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WithoutUsers {}

    @Test
    void whatAReportIsGivenMakesNoLine(CapturedOutput output) {
        Logger report = LoggerFactory.getLogger("org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter");
        try (var application = start()) {
            report.error("argument {}", "a\n2026-01-01 forged");
            report.error("exception", new IllegalStateException("b\n2026-01-01 forged"));
            report.atError().addKeyValue("key", "c\n2026-01-01 forged").log("key-value");
        }
        assertThat(output.getOut()).contains("argument a\\n2026-01-01", "IllegalStateException: b\\n2026-01-01");
        assertThat(output.getOut()).doesNotContain("\n2026-01-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.boot.web.servlet.support.ErrorPageFilter",
                "org.springframework.boot.actuate.audit.listener.AuditListener",
                "dev.vigie.feature.Anything"
            })
    void otherLinesOfSpringBootMakeNoLine(String logger, CapturedOutput output) {
        try (var application = start()) {
            LoggerFactory.getLogger(logger).error("Forwarding to error page from [/a\n2026-01-01 forged]");
        }
        assertThat(output.getOut()).contains("[/a\\n2026-01-01 forged]");
    }

    @Test
    void valuesOfSecretKeysAreMaskedInAPattern(CapturedOutput output) {
        try (var application = TestApplication.nonWeb()
                .property("logging.pattern.console", "%m {%kvp} [%X{apiToken:-}] <%X>%n")
                .start()) {
            MDC.put("apiToken", "hunter2");
            MDC.put("tenant", "acme");
            log.atInfo()
                    .addKeyValue("password", "hunter3")
                    .addKeyValue("org_id", 7)
                    .log("stored");
        } finally {
            MDC.clear();
        }
        assertThat(output.getOut())
                .contains("stored {password=\"***\" org_id=\"7\"} [***] <")
                .contains("apiToken=***", "tenant=acme")
                .doesNotContain("hunter");
    }

    @Test
    void fieldsStandBehindTheMessageByDefault(CapturedOutput output) {
        try (var application = start()) {
            log.atInfo().addKeyValue("org_id", 7).log("organisation_created");
        }
        assertThat(output.getOut()).containsPattern("com\\.acme\\.Orders +: organisation_created org_id=7\\R");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%m %kvp%n", "%m %X%n", "%m %marker%n", "%m [%C.%M %F]%n", "%logger %thread %m%n%xEx"})
    void whateverAPatternShowsMakesNoLineAndNoColour(String pattern) {
        String evil = "x\n\u001b[0mpassword=hunter2";
        LoggerContext context = RecordedLines.newContext();
        LoggingEvent event =
                new LoggingEvent("here", context.getLogger("a" + evil), Level.WARN, "came", failure(evil), null);
        event.setThreadName(evil);
        event.setMDCPropertyMap(Map.of(evil, "v", "other", evil));
        event.addKeyValuePair(new KeyValuePair(evil, evil));
        event.addMarker(ownMarker(evil));
        event.addMarker(MarkerFactory.getDetachedMarker(evil));
        event.setCallerData(failure(evil).getStackTrace());

        String written = written(context, pattern, event);
        assertThat(written).contains("x\\n\\u001b[0m").doesNotContain("\u001b", "\n\u001b");
        assertThat(written.lines().filter(line -> line.startsWith("x") || line.startsWith("[0m")))
                .isEmpty();
        if (!pattern.contains("%C")) {
            // What stands in the code is no secret.
            assertThat(written.lines().findFirst().orElseThrow())
                    .contains("password=***")
                    .doesNotContain("hunter2");
        }
        context.stop();
    }

    @Test
    void keysThatLookTheSameAreBothShown() {
        LoggerContext context = RecordedLines.newContext();
        LoggingEvent event = new LoggingEvent("here", context.getLogger("a"), Level.WARN, "came", null, null);
        event.setMDCPropertyMap(Map.of("a\n", "one", "a\\n", "two"));

        assertThat(written(context, "%X%n", event)).contains("one", "two", "a\\n=", "a\\n_2=");
        context.stop();
    }

    @Test
    void framesThatHoldNothingSpecialAreTheSame() {
        StackTraceElementProxy[] frames = {new StackTraceElementProxy(new StackTraceElement("A", "b", "A.java", 1))};

        assertThat(ShownTexts.frames(frames)).isSameAs(frames);
    }

    /** Classes that were made at runtime have the names that their makers gave them. */
    private static Exception failure(String evil) {
        Exception cause = new IllegalArgumentException("cause");
        cause.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("app" + evil, "m" + evil, "1" + evil, "a.B" + evil, "c" + evil, evil + ".java", 7)
        });
        Exception failure = new IllegalStateException("failure", cause);
        failure.setStackTrace(cause.getStackTrace());
        return failure;
    }

    private static String written(LoggerContext context, String pattern, LoggingEvent event) {
        TextLineEncoder encoder = new TextLineEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return new String(encoder.encode(event), UTF_8);
    }

    /** One whose text is its own. */
    private static Marker ownMarker(String text) {
        return (Marker) Proxy.newProxyInstance(
                Marker.class.getClassLoader(),
                new Class<?>[] {Marker.class},
                (proxy, method, arguments) -> method.getReturnType() == String.class ? text : false);
    }

    @Test
    void anEventThatIsNotFromTheQueueIsMaskedAndOneThatCannotBeReadIsALine() {
        LoggerContext context = RecordedLines.newContext();
        TextLineEncoder encoder = new TextLineEncoder();
        encoder.setContext(context);
        encoder.setPattern("%-5level %logger : %msg%n");
        encoder.start();
        ch.qos.logback.classic.Logger logger = context.getLogger("com.acme.Orders");
        LoggingEvent event = new LoggingEvent("here", logger, Level.WARN, "a\nb password=hunter2", null, null);
        LoggingEvent refusing = new LoggingEvent("here", logger, Level.WARN, "x", null, null) {
            @Override
            public Map<String, String> getMDCPropertyMap() {
                throw new IllegalStateException("no");
            }
        };

        assertThat(new String(encoder.encode(event), UTF_8)).isEqualTo("WARN  com.acme.Orders : a\\nb password=***\n");
        assertThat(new String(encoder.encode(refusing), UTF_8)).isEqualTo("WARN  com.acme.Orders : log_line_lost\n");
        context.stop();
    }

    private static org.springframework.context.ConfigurableApplicationContext start() {
        return TestApplication.nonWeb().start();
    }
}
