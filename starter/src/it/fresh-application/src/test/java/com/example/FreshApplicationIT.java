package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;

/** What somebody has who adds the starter to a new application and does nothing else. */
class FreshApplicationIT {

    private static final Path FAT_JAR = Path.of(System.getProperty("fat-jar"));
    private static RunningJar application;

    @BeforeAll
    static void start() throws Exception {
        application = RunningJar.start(FAT_JAR);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void saysWhatIsOn() throws Exception {
        assertThat(application.startupLine())
                .startsWith("Vigie " + System.getProperty("vigie-version") + ": ")
                .contains("errors", "web", "logging", "health", "metrics");
        assertThat(application.output())
                .anyMatch(line -> line.endsWith("Sentry not configured (SENTRY_DSN missing)"))
                .anyMatch(line -> line.endsWith("Text logging initialised (level INFO)"));
    }

    @Test
    void startsWithoutAWarning() throws Exception {
        application.startupLine();

        assertThat(application.output()).noneMatch(line -> line.matches(".*\\b(WARN|ERROR)\\b.*"));
    }

    @Test
    void answersActuatorHealth() throws Exception {
        HttpResponse<String> answer = application.get("/actuator/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        JSONAssert.assertEquals("{'status':'UP'}", answer.body(), false);
    }

    @Test
    void answersHealthMonitoring() throws Exception {
        HttpResponse<String> answer = application.get("/health/monitoring");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        JSONAssert.assertEquals(
                """
                {"status":"ok","monitoring":{
                  "sentry":{"enabled":false,"environment":"development","dsn_configured":false},
                  "logging":{"level":"INFO"}}}
                """,
                answer.body(),
                false);
    }

    @Test
    void answersHealth() throws Exception {
        HttpResponse<String> answer = application.get("/health");

        assertThat(answer.statusCode()).isEqualTo(200);
        JSONAssert.assertEquals("{'application':'OK','errors':[]}", answer.body(), false);
    }

    @Test
    void answersPrometheus() throws Exception {
        HttpResponse<String> answer = application.get("/actuator/prometheus");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(answer.body())
                .contains("# TYPE jvm_memory_used_bytes gauge")
                .containsPattern("(?m)^process_uptime_seconds\\{.*environment=\"development\".*} ");
    }

    @Test
    void packsTheLibraryButNotTheEmptyStarter() throws Exception {
        assertThat(libraries())
                .contains("vigie-spring-boot-autoconfigure-" + System.getProperty("vigie-version") + ".jar")
                .noneMatch(name -> name.startsWith(System.getProperty("starter")));
    }

    @Test
    void packsEverySentryJarInOneVersion() throws Exception {
        List<String> sentry =
                libraries().stream().filter(name -> name.startsWith("sentry")).toList();

        assertThat(sentry).hasSizeGreaterThanOrEqualTo(4);
        assertThat(sentry)
                .extracting(name -> name.replaceFirst("^.*?-(\\d+\\.\\d.*)\\.jar$", "$1"))
                .containsOnly(System.getProperty("sentry-version"));
    }

    private static List<String> libraries() throws Exception {
        try (JarFile jar = new JarFile(FAT_JAR.toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    .toList();
        }
    }
}
