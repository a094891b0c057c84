package dev.vigie.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.TestApplication;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class StartupLineTests {

    @Test
    void namesWhatIsOn() {
        assertThat(textOf(TestApplication.nonWeb())).containsPattern("^Vigie \\S+: [^-]*\\bmetrics\\b");
    }

    @Test
    void loginIsOnWithAndWithoutRequests() {
        assertThat(textOf(TestApplication.nonWeb())).containsPattern("^Vigie \\S+: [^-]*\\blogin\\b");
        assertThat(textOf(TestApplication.web())).containsPattern("^Vigie \\S+: [^-]*\\blogin\\b");
    }

    @Test
    void saysWhenNothingIsOn() {
        TestApplication application = TestApplication.nonWeb();
        for (String feature : List.of("errors", "health", "logging", "login", "metrics", "operation", "task", "web")) {
            application.property("vigie." + feature + ".enabled", "false");
        }
        assertThat(textOf(application)).startsWith("Vigie " + version() + ": nothing on - off: ");
    }

    @Test
    void leavesOutWhatHasNoSwitchOfItsOwn() {
        assertThat(textOf(TestApplication.nonWeb())).doesNotContain(" feature").doesNotContain(" privacy");
    }

    @Test
    void saysWhyAFeatureIsOff() {
        assertThat(textOf(TestApplication.nonWeb().property("vigie.metrics.enabled", "false")))
                .containsPattern(" - off: .*metrics \\(vigie\\.metrics\\.enabled=false\\)");
    }

    @Test
    void saysThatAFeatureIsExcluded() {
        assertThat(textOf(TestApplication.nonWeb()
                        .property("spring.autoconfigure.exclude", "dev.vigie.metrics.MetricsAutoConfiguration")))
                .containsPattern(" - off: .*metrics \\(excluded\\)");
    }

    @Test
    void showsTheDetailsOfAFeatureInBrackets() {
        assertThat(textOf(TestApplication.nonWeb().with(TwoReports.class))).contains("metrics(prometheus, 12 meters)");
    }

    @Test
    void saysWhatSomebodyWhoLooksForMetersWouldMiss() {
        assertThat(textOf(TestApplication.web())).containsPattern("\\bmetrics(?!\\()");
        assertThat(textOf(TestApplication.web()
                        .property("management.endpoints.web.exposure.include", "health")
                        .property("vigie.metrics.host.enabled", "false")
                        .property("vigie.metrics.max-meters", "500")))
                .contains("metrics(prometheus not exposed, no host meters, at most 500 meters)");
        assertThat(textOf(TestApplication.web().property("management.server.port", "-1")))
                .contains("metrics(prometheus not exposed)");
        assertThat(textOf(TestApplication.nonWeb())).doesNotContain("prometheus");
    }

    @Test
    void isWrittenOnceAfterTheHeadlines(CapturedOutput output) {
        TestApplication.nonWeb().with(TwoReports.class).start().close();
        assertThat(occurrences(output, "Metrics are on")).isEqualTo(1);
        assertThat(occurrences(output, "Vigie " + version() + ": ")).isEqualTo(1);
        assertThat(output.getOut().indexOf("Metrics are on"))
                .isLessThan(output.getOut().indexOf("Vigie " + version() + ": "));
    }

    @Test
    void aChildContextPrintsNoSecondOne(CapturedOutput output) {
        try (ConfigurableApplicationContext parent = TestApplication.nonWeb().start();
                ConfigurableApplicationContext child = new SpringApplicationBuilder(Child.class)
                        .parent(parent)
                        .properties("spring.main.web-application-type=none")
                        .run()) {
            assertThat(child.getParent()).isSameAs(parent);
        }
        assertThat(occurrences(output, "Vigie " + version() + ": ")).isEqualTo(1);
    }

    @Test
    void aReportThatFailsDoesNotEndTheApplication(CapturedOutput output) {
        try (ConfigurableApplicationContext context =
                TestApplication.nonWeb().with(FailingReport.class).start()) {
            assertThat(context.isRunning()).isTrue();
        }
        assertThat(output).contains("The start-up line could not be written").contains("on purpose");
    }

    @Test
    void showsTheVersionOfTheJar() {
        assertThat(textOf(TestApplication.nonWeb())).startsWith("Vigie " + version() + ": ");
    }

    /** In the build of this module there is no jar yet; where these tests run on another line of Boot, there is. */
    private static String version() {
        try {
            Path location = Path.of(StartupLine.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (location.toString().endsWith(".jar")) {
                try (JarFile jar = new JarFile(location.toFile())) {
                    String version = jar.getManifest().getMainAttributes().getValue("Implementation-Version");
                    assertThat(version)
                            .as("Implementation-Version of %s", location)
                            .matches("\\d+\\.\\d+\\.\\d+.*");
                    return version;
                }
            }
            return "(unpackaged)";
        } catch (URISyntaxException | IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String textOf(TestApplication application) {
        try (ConfigurableApplicationContext context = application.start()) {
            return context.getBean(StartupLine.class).text();
        }
    }

    private static int occurrences(CapturedOutput output, String text) {
        String rest = output.getOut();
        return (rest.length() - rest.replace(text, "").length()) / text.length();
    }

    @Configuration(proxyBeanMethods = false)
    static class Child {}

    @Configuration(proxyBeanMethods = false)
    static class TwoReports {

        @Bean
        FeatureReport first() {
            return report("prometheus", "Metrics are on");
        }

        @Bean
        FeatureReport second() {
            return report("12 meters", null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingReport {

        @Bean
        FeatureReport failing() {
            return new FeatureReport() {
                @Override
                public String feature() {
                    throw new IllegalStateException("on purpose");
                }

                @Override
                public String detail() {
                    return "";
                }
            };
        }
    }

    private static FeatureReport report(String detail, @Nullable String headline) {
        return new FeatureReport() {
            @Override
            public String feature() {
                return "metrics";
            }

            @Override
            public String detail() {
                return detail;
            }

            @Override
            public @Nullable String headline() {
                return headline;
            }
        };
    }
}
