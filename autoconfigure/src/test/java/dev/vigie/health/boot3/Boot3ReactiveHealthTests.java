package dev.vigie.health.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.RunningApplication;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.CompositeReactiveHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.NamedContributor;
import org.springframework.boot.actuate.health.ReactiveHealthContributor;
import org.springframework.boot.actuate.health.ReactiveHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Contributors that Spring Boot makes blocking ones for a servlet application. */
class Boot3ReactiveHealthTests {

    private static final List<String> PATHS = List.of(
            "/actuator/health",
            "/actuator/health/fine",
            "/actuator/health/many",
            "/actuator/health/many/inner",
            "/actuator/health/empty",
            "/actuator/health/ready",
            "/ready");

    @Test
    void isTheSameWhereNothingHangs() {
        Map<String, String> stock = answers("vigie.health.bounded.enabled=false");

        assertThat(answers("vigie.health.bounded.max-wait=10s", "vigie.health.bounded.timeout=1m"))
                .isEqualTo(stock);
        assertThat(stock.get("/ready")).startsWith("200").contains("\"lag\":3");
    }

    @Test
    void answersWhileAContributorNeverDoes() {
        try (RunningApplication app = RunningApplication.with(
                Trouble.class,
                "management.endpoint.health.show-details=always",
                "vigie.health.disk.max-used-percent=100")) {
            HttpResponse<String> response = app.get("/actuator/health");
            Map<String, Object> components = RunningApplication.member(RunningApplication.json(response), "components");
            assertThat(RunningApplication.member(components, "never")).containsEntry("status", "UNKNOWN");
            assertThat(RunningApplication.member(components, "thrown"))
                    .isEqualTo(Map.of("status", "DOWN", "details", Map.of("error", "java.lang.IllegalStateException")));
            assertThat(response.body()).doesNotContain("hunter2");
            assertThat(RunningApplication.member(components, "tenants")).containsEntry("status", "UNKNOWN");
            assertThat(app.json("/actuator/health/tenants/a")).containsEntry("status", "UNKNOWN");
            assertThat(app.get("/actuator/health/never").body()).contains("\"stale\":true");
            assertThat(RunningApplication.texts(app.json("/health"), "errors")).contains("thrown check failed");
            app.get("/actuator/health");
            assertThat(app.context().getBean(AtomicInteger.class)).hasValue(1);
        }
    }

    private static Map<String, String> answers(String... properties) {
        String[] all = {
            "management.endpoint.health.show-details=always",
            "management.health.diskspace.enabled=false",
            "vigie.health.disk.enabled=false",
            "vigie.health.cpu.enabled=false",
            "vigie.health.memory.enabled=false",
            "management.endpoint.health.group.ready.include=fine,many/inner",
            "management.endpoint.health.group.ready.additional-path=server:/ready"
        };
        String[] joined = new String[all.length + properties.length];
        System.arraycopy(all, 0, joined, 0, all.length);
        System.arraycopy(properties, 0, joined, all.length, properties.length);
        Map<String, String> answers = new LinkedHashMap<>();
        try (RunningApplication app = RunningApplication.with(Fine.class, joined)) {
            for (String path : PATHS) {
                HttpResponse<String> response = app.get(path);
                answers.put(path, response.statusCode() + (response.statusCode() == 404 ? "" : response.body()));
            }
        }
        return answers;
    }

    @Configuration(proxyBeanMethods = false)
    static class Fine {

        @Bean
        ReactiveHealthIndicator fine() {
            return () -> Mono.just(Health.up().withDetail("lag", 3).build());
        }

        @Bean
        ReactiveHealthContributor many() {
            return CompositeReactiveHealthContributor.fromMap(Map.of("inner", (ReactiveHealthIndicator)
                    () -> Mono.just(Health.unknown().withDetail("why", "new").build())));
        }

        @Bean
        ReactiveHealthIndicator empty() {
            return Mono::empty;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Trouble {

        @Bean
        ReactiveHealthContributor tenants() {
            return new CompositeReactiveHealthContributor() {
                @Override
                public Iterator<NamedContributor<ReactiveHealthContributor>> iterator() {
                    return Flux.<NamedContributor<ReactiveHealthContributor>>never()
                            .toIterable()
                            .iterator();
                }

                @Override
                public @Nullable ReactiveHealthContributor getContributor(String name) {
                    return Mono.<ReactiveHealthContributor>never().block();
                }
            };
        }

        @Bean
        AtomicInteger asked() {
            return new AtomicInteger();
        }

        @Bean
        ReactiveHealthIndicator never(AtomicInteger asked) {
            return () -> {
                asked.incrementAndGet();
                return Mono.never();
            };
        }

        @Bean
        ReactiveHealthIndicator thrown() {
            return () -> Mono.error(new IllegalStateException("hunter2"));
        }
    }
}
