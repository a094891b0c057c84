package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.metrics.RequestStatistics;
import dev.vigie.metrics.RouteSummary;
import dev.vigie.metrics.StatisticsWindow;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Real requests, and what the statistics say of them. */
class RequestStatisticsOfRequestsTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void knowEachRouteHowOftenItWasAskedAndFailed() throws Exception {
        try (var application = start()) {
            ask(application, "GET", "/text/7");
            ask(application, "GET", "/text/8");
            ask(application, "DELETE", "/text/8");
            ask(application, "MADEUP", "/text/8");
            ask(application, "GET", "/fail");
            ask(application, "GET", "/callable");
            ask(application, "GET", "/nowhere/1");
            ask(application, "GET", "/nowhere/2");
            ask(application, "GET", "/around/before");
            ask(application, "GET", "/actuator/health");
            ask(application, "GET", "/health");

            RequestStatistics statistics = application.getBean(RequestStatistics.class);
            Awaitility.await().untilAsserted(() -> assertThat(
                            statistics.over(StatisticsWindow.HOUR).requests())
                    .isGreaterThanOrEqualTo(9));
            Map<String, String> routes = statistics.busiest(StatisticsWindow.HOUR, 100).stream()
                    .collect(Collectors.toMap(RouteSummary::route, RequestStatisticsOfRequestsTests::counted));
            assertThat(routes)
                    .containsOnly(
                            Map.entry("GET /text/{id}", "2/0"),
                            Map.entry("DELETE <unmatched>", "1/0"),
                            Map.entry("OTHER <unmatched>", "1/0"),
                            Map.entry("GET /fail", "1/1"),
                            Map.entry("GET /callable", "1/0"),
                            Map.entry("GET <unmatched>", "3/1"));
        }
    }

    @Test
    void areNotThereWithoutMetrics() throws Exception {
        try (var application = start("vigie.metrics.enabled=false")) {
            assertThat(ask(application, "GET", "/text/7")).isEqualTo(200);
            assertThat(application.getBeanNamesForType(RequestStatistics.class)).isEmpty();
        }
    }

    private static String counted(RouteSummary route) {
        return route.summary().requests() + "/" + route.summary().failed();
    }

    private static int ask(ConfigurableApplicationContext application, String method, String path) throws Exception {
        URI uri =
                URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(AccessApplication.class)
                .properties("server.port=0")
                .properties(properties)
                .run();
    }
}
