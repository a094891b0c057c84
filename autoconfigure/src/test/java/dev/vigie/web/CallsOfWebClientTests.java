package dev.vigie.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.observation.ObservationRegistry;
import java.util.Map;
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
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

/** With Spring WebFlux beside Spring MVC: the convention Spring Boot gives each {@code WebClient.Builder}. */
@ExtendWith(OutputCaptureExtension.class)
public class CallsOfWebClientTests {

    @Test
    void furtherAddressesAreOneTogetherWithThoseOfOtherClients(CapturedOutput output) {
        try (ConfigurableApplicationContext context = application(4).start()) {
            RestClient other = context.getBean(RestClient.Builder.class)
                    .baseUrl(address(context))
                    .build();
            for (String uri : new String[] {"/a/0", "/a/1", "/a/2"}) {
                other.get().uri(uri).retrieve().toBodilessEntity();
            }
            callAddresses(client(context));

            awaitCalls(context, Map.of("/a/0", 3L, "/a/1", 2L, "OTHER", 19L));
            assertThat(output.toString().lines().filter(line -> line.contains("max-uri-tags")))
                    .singleElement()
                    .satisfies(
                            line -> assertThat(line).contains("The tag uri of the meter http.client.requests has 4"));
        }
    }

    @Test
    void theMeterHasTheNameItWasGiven() {
        try (ConfigurableApplicationContext context = application(100)
                .property("management.observations.http.client.requests.name", "calls")
                .start()) {
            client(context)
                    .get()
                    .uri("/a/{id}", 7)
                    .retrieve()
                    .toBodilessEntity()
                    .block();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(calls(context, "calls")).isEqualTo(Map.of("/a/{id}", 1L)));
        }
    }

    @Test
    void anOwnConventionStays() {
        try (ConfigurableApplicationContext context =
                application(100).with(OwnConvention.class).start()) {
            assertThat(context.getBeansOfType(ClientRequestObservationConvention.class))
                    .containsOnlyKeys("mine");
        }
    }

    @Test
    void withoutTheFeatureSpringBootsOwnIsUsed() {
        try (ConfigurableApplicationContext context =
                application(100).property("vigie.web.enabled", "false").start()) {
            assertThat(context.getBeansOfType(ClientRequestObservationConvention.class))
                    .isEmpty();
        }
    }

    /** An application on a server, where an address may be called with as many values of {@code uri}. */
    public static TestApplication application(int most) {
        return TestApplication.web()
                .with(OpenSecurity.class, Routes.class)
                .property("management.metrics.web.client.max-uri-tags", Integer.toString(most));
    }

    /** 21 calls of 20 addresses. */
    public static void callAddresses(WebClient client) {
        for (int i = 0; i <= 20; i++) {
            client.get().uri("/a/" + i % 20).retrieve().toBodilessEntity().block();
        }
    }

    /** The calls by {@code uri}, once they are counted. */
    public static void awaitCalls(ConfigurableApplicationContext context, Map<String, Long> expected) {
        Awaitility.await().untilAsserted(() -> assertThat(calls(context, "http.client.requests"))
                .isEqualTo(expected));
    }

    /** Where the application's own server answers. */
    public static String address(ConfigurableApplicationContext context) {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    private static WebClient client(ConfigurableApplicationContext context) {
        return WebClient.builder()
                .baseUrl(address(context))
                .clientConnector(new JdkClientHttpConnector())
                .observationRegistry(context.getBean(ObservationRegistry.class))
                .observationConvention(context.getBean(ClientRequestObservationConvention.class))
                .build();
    }

    private static Map<String, Long> calls(ConfigurableApplicationContext context, String meter) {
        return context.getBean(MeterRegistry.class).find(meter).timers().stream()
                .collect(Collectors.groupingBy(
                        timer -> String.valueOf(timer.getId().getTag("uri")),
                        TreeMap::new,
                        Collectors.summingLong(Timer::count)));
    }

    @RestController
    static class Routes {

        @GetMapping("/a/{id}")
        String a(@PathVariable long id) {
            return "a" + id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnConvention {

        @Bean
        ClientRequestObservationConvention mine() {
            return new DefaultClientRequestObservationConvention();
        }
    }
}
