package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** When everything fails at one place, the id in each answer still finds the line of its exception. */
@ExtendWith(OutputCaptureExtension.class)
class OutageLinesTests {

    @Test
    void everyRequestThatFailedHasItsLine(CapturedOutput output) throws Exception {
        List<String> ids = new ArrayList<>();
        try (ConfigurableApplicationContext context = SpringApplication.run(
                WatchedApplication.class,
                "--server.port=0",
                "--vigie.environment=test",
                "--vigie.logging.console=json",
                "--vigie.logging.rate-limit.lines=2")) {
            for (int i = 0; i < 6; i++) {
                ids.add(failedRequest(context.getEnvironment().getRequiredProperty("local.server.port")));
            }
        }
        List<String> lines = output.getOut()
                .lines()
                .filter(line -> line.contains("\"event\":\"unhandled_exception\""))
                .toList();
        assertThat(lines).hasSize(6).allMatch(line -> line.contains("\"error\":{\"type\":"));
        for (String id : ids) {
            assertThat(lines)
                    .filteredOn(line -> line.contains("\"requestId\":\"" + id + "\""))
                    .hasSize(1);
        }
        assertThat(lines)
                .filteredOn(line -> line.contains("\\tat "))
                .as("with frames")
                .hasSize(2);
    }

    private static String failedRequest(String port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/fail/7"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(500);
        return answer.headers().firstValue("X-Request-ID").orElseThrow();
    }
}
