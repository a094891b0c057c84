package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationConvention;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** What stands in the tags of response times, whatever clients send and however many routes there are. */
@ExtendWith(OutputCaptureExtension.class)
class MeterTagsTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final String REQUESTS = "http.server.requests";

    @Test
    void furtherRoutesAreOneAndNoneIsLost(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = application()
                .property("management.metrics.web.server.max-uri-tags", "5")
                .start()) {
            for (String path : new String[] {"/a/1", "/b/1", "/c/1", "/d/1", "/e/1", "/a/2", "/d/2", "/nowhere"}) {
                ask(context, "GET", path);
            }
            Awaitility.await().untilAsserted(() -> assertThat(requestsBy(context, "uri"))
                    .isEqualTo(Map.of("/a/{id}", 2L, "/b/{id}", 1L, "OTHER", 4L, "<unmatched>", 1L)));
            assertThat(output.toString().lines().filter(line -> line.contains("max-uri-tags")))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains("The tag uri of the meter http.server.requests has 5 values", "OTHER"));
        }
    }

    @Test
    void furtherAddressesThatAreCalledAreOneAndNoneIsLost(CapturedOutput output) {
        try (ConfigurableApplicationContext context = application()
                .property("management.metrics.web.client.max-uri-tags", "4")
                .start()) {
            RestClient client = context.getBean(RestClient.Builder.class)
                    .baseUrl("http://localhost:" + context.getEnvironment().getProperty("local.server.port"))
                    .build();
            for (int i = 0; i < 20; i++) {
                client.get().uri("/a/" + i).retrieve().toBodilessEntity();
            }
            client.get().uri("/a/{id}", 1).retrieve().toBodilessEntity();
            client.get().uri("/a/0").retrieve().toBodilessEntity();
            assertThat(meters(context, "http.client.requests", "uri"))
                    .isEqualTo(Map.of("/a/0", 2L, "/a/1", 1L, "OTHER", 19L));
            assertThat(output.toString().lines().filter(line -> line.contains("max-uri-tags")))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).contains("The tag uri of the meter http.client.requests has 4"));
        }
    }

    @Test
    void methodsOfTheClientsOwnAreOne() throws Exception {
        try (ConfigurableApplicationContext context = application().start()) {
            for (int i = 0; i < 300; i++) {
                ask(context, "JUNK" + i, "/a/1");
                ask(context, "GET", "/junk" + i + "/nowhere");
            }
            Awaitility.await().untilAsserted(() -> assertThat(requestsBy(context, "method").values().stream()
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(600));
            assertThat(requestsBy(context, "method")).containsOnlyKeys("GET", "UNKNOWN");
            assertThat(requestsBy(context, "uri")).containsOnlyKeys("<unmatched>");
            assertThat(context.getBean(MeterRegistry.class).getMeters()).noneMatch(meter -> meter.getId()
                    .toString()
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("junk"));
        }
    }

    @Test
    void anOwnConventionStays() throws Exception {
        try (ConfigurableApplicationContext context =
                application().with(OwnConvention.class).start()) {
            ask(context, "GET", "/a/1");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(requestsBy(context, "mine")).containsKey("true"));
            assertThat(context.getBeansOfType(ServerRequestObservationConvention.class))
                    .hasSize(1);
        }
    }

    @Test
    void slowRequestsAndFailedOnesAreCountedAndThoseToEndpointsAreNot() throws Exception {
        try (ConfigurableApplicationContext context =
                application().property("vigie.web.slow-threshold", "1ns").start()) {
            assertThat(count(context, "vigie.web.requests.slow")).isZero();
            ask(context, "GET", "/a/1");
            ask(context, "GET", "/nowhere");
            ask(context, "GET", "/health");
            ask(context, "GET", "/actuator/health/nothing");
            ask(context, "GET", "/a/2");

            Awaitility.await().untilAsserted(() -> assertThat(count(context, "vigie.web.requests.slow"))
                    .isEqualTo(3));
            assertThat(context.getBean(MeterRegistry.class)
                            .get("vigie.web.failures")
                            .tag("outcome", "client_error")
                            .functionCounter()
                            .count())
                    .isEqualTo(1);
        }
        for (String threshold : Set.of("0", "1h")) {
            try (ConfigurableApplicationContext context = application()
                    .property("vigie.web.slow-threshold", threshold)
                    .start()) {
                ask(context, "GET", "/nowhere");
                Awaitility.await().until(() -> !requestsBy(context, "uri").isEmpty());
                assertThat(count(context, "vigie.web.requests.slow")).isZero();
            }
        }
    }

    private static double count(ConfigurableApplicationContext context, String name) {
        return context.getBean(MeterRegistry.class).get(name).functionCounter().count();
    }

    private static Map<String, Long> requestsBy(ConfigurableApplicationContext context, String tag) {
        return meters(context, REQUESTS, tag);
    }

    private static Map<String, Long> meters(ConfigurableApplicationContext context, String name, String tag) {
        return context.getBean(MeterRegistry.class).find(name).timers().stream()
                .collect(Collectors.groupingBy(
                        timer -> String.valueOf(timer.getId().getTag(tag)),
                        TreeMap::new,
                        Collectors.summingLong(Timer::count)));
    }

    private static void ask(ConfigurableApplicationContext context, String method, String path) throws Exception {
        URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path);
        CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
    }

    private static TestApplication application() {
        return TestApplication.web().with(OpenSecurity.class, Routes.class);
    }

    @RestController
    static class Routes {

        @GetMapping("/a/{id}")
        String a(@PathVariable long id) {
            return "a" + id;
        }

        @GetMapping("/b/{id}")
        String b(@PathVariable long id) {
            return "b" + id;
        }

        @GetMapping("/c/{id}")
        String c(@PathVariable long id) {
            return "c" + id;
        }

        @GetMapping("/d/{id}")
        String d(@PathVariable long id) {
            return "d" + id;
        }

        @GetMapping("/e/{id}")
        String e(@PathVariable long id) {
            return "e" + id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConvention {

        @Bean
        ServerRequestObservationConvention mine() {
            return new DefaultServerRequestObservationConvention() {
                @Override
                public io.micrometer.common.KeyValues getLowCardinalityKeyValues(
                        org.springframework.http.server.observation.ServerRequestObservationContext context) {
                    return super.getLowCardinalityKeyValues(context).and("mine", "true");
                }
            };
        }
    }
}
