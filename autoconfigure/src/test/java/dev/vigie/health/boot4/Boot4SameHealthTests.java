package dev.vigie.health.boot4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.CallerFilter;
import dev.vigie.health.RunningApplication;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Where nothing hangs, nothing differs from what Spring Boot answers. */
class Boot4SameHealthTests {

    private static final List<String> PATHS = List.of(
            "/actuator/health",
            "/actuator/health/",
            "/actuator/health/liveness",
            "/actuator/health/readiness",
            "/actuator/health/ready",
            "/actuator/health/db",
            "/actuator/health/db/orders",
            "/actuator/health/db/deep/inner",
            "/actuator/health/db/nothing",
            "/actuator/health/monitoring",
            "/actuator/health/monitoring/failing",
            "/actuator/health/failing",
            "/actuator/health/own",
            "/actuator/health/silent",
            "/actuator/health/sparing",
            "/actuator/health/sentry",
            "/actuator/health/ping",
            "/actuator/health/ssl",
            "/actuator/health/nothing",
            "/actuator/health/shops",
            "/actuator/health/shops/orders",
            "/actuator/health/shops/deep/inner",
            "/actuator/health/shops/nothing",
            "/livez",
            "/readyz",
            "/ready");

    /** Where a group of ours answers instead of the component of that name, or of nothing. */
    private static final Pattern OUR_GROUPS = Pattern.compile("/actuator/health/(db|monitoring|sentry)\\b.*");

    @ParameterizedTest
    @CsvSource({"always, always", "never, never", "never, always", "when-authorized, always", "when-authorized, never"})
    void isTheSame(String details, String components) {
        Map<String, String> unbounded = answers(details, components, "vigie.health.bounded.enabled=false");

        assertThat(answers(details, components)).isEqualTo(unbounded);
        assertThat(unbounded.get("/actuator/health")).startsWith("503");
        assertThat(unbounded.get("/livez")).startsWith("200");
    }

    @ParameterizedTest
    @CsvSource({"always, always", "never, always", "when-authorized, never"})
    void isTheSameAsWithoutAnyOfIt(String details, String components) {
        Map<String, String> stock = answers(details, components, "vigie.health.enabled=false");
        assertThat(stock.toString()).doesNotContain("sentry\":", "\"monitoring\"");

        Map<String, String> ours = answers(details, components, "vigie.health.sentry.enabled=false");
        // The one group of ours that is listed.
        ours.replaceAll((path, said) -> said.replace("\"monitoring\",", ""));
        stock.keySet().removeIf(path -> OUR_GROUPS.matcher(path).matches());
        ours.keySet().removeIf(path -> OUR_GROUPS.matcher(path).matches());

        assertThat(ours).isEqualTo(stock);
        assertThat(stock.get("/actuator/health")).startsWith("503");
        assertThat(stock).containsKeys("/actuator/health/failing", "/actuator/health/shops/orders", "/ready");
    }

    private static Map<String, String> answers(String details, String components, String... more) {
        Map<String, String> answers = new LinkedHashMap<>();
        try (RunningApplication app =
                RunningApplication.with(Contributors.class, properties(details, components, more))) {
            for (String path : PATHS) {
                answers.put(path, said(app.send("GET", path)));
                answers.put(path + " as ops", said(app.send("GET", path, CallerFilter.HEADER, "ops")));
                answers.put(path + " as somebody", said(app.send("GET", path, CallerFilter.HEADER, "somebody")));
            }
        }
        return answers;
    }

    private static String[] properties(String details, String components, String... more) {
        List<String> properties = new ArrayList<>(List.of(more));
        properties.addAll(List.of(
                // A busy machine shall not make a difference.
                "vigie.health.bounded.max-wait=10s",
                "vigie.health.bounded.timeout=1m",
                // The numbers of a machine change.
                "vigie.health.disk.enabled=false",
                "vigie.health.cpu.enabled=false",
                "vigie.health.memory.enabled=false",
                "management.health.diskspace.enabled=false",
                "management.endpoint.health.show-details=" + details,
                "management.endpoint.health.show-components=" + components,
                "management.endpoint.health.roles=ops",
                "management.endpoint.health.status.order=fatal,down,out-of-service,unknown,up",
                "management.endpoint.health.status.http-mapping.fatal=503",
                "management.endpoint.health.probes.enabled=true",
                "management.endpoint.health.probes.add-additional-paths=true",
                "management.endpoint.health.group.ready.include=readinessState,db/orders,own",
                "management.endpoint.health.group.ready.show-details=always",
                "management.endpoint.health.group.ready.additional-path=server:/ready"));
        return properties.toArray(String[]::new);
    }

    private static String said(HttpResponse<String> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        // A 404 of Spring Boot has a timestamp, a problem document an id.
        boolean differs = response.statusCode() == 404 || type.contains("problem");
        return response.statusCode() + " " + type + (differs ? "" : " " + response.body());
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CallerFilter.class)
    static class Contributors {

        @Bean
        HealthContributor db() {
            return composite();
        }

        @Bean
        HealthContributor shops() {
            return composite();
        }

        private static HealthContributor composite() {
            Map<String, HealthContributor> inner = Map.of("inner", (HealthIndicator)
                    () -> Health.outOfService().withDetail("why", "maintenance").build());
            Map<String, HealthContributor> databases = new LinkedHashMap<>();
            databases.put("orders", (HealthIndicator)
                    () -> Health.up().withDetail("database", "H2").build());
            databases.put("deep", CompositeHealthContributor.fromMap(inner));
            return CompositeHealthContributor.fromMap(databases);
        }

        @Bean
        HealthIndicator failing() {
            return () ->
                    Health.down(new IllegalStateException("connection refused")).build();
        }

        @Bean
        HealthIndicator own() {
            return () -> Health.status(new Status("FATAL", "of our own")).build();
        }

        /** Says less to who may not see it, by itself. */
        @Bean
        HealthIndicator sparing() {
            return new HealthIndicator() {
                @Override
                public Health health(boolean includeDetails) {
                    return includeDetails ? health() : Health.up().build();
                }

                @Override
                public Health health() {
                    return Health.up().withDetail("much", List.of(1, 2, 3)).build();
                }
            };
        }

        @Bean
        @SuppressWarnings("NullAway") // what a careless application does
        HealthIndicator silent() {
            return new HealthIndicator() {
                @Override
                public Health health(boolean includeDetails) {
                    return null;
                }

                @Override
                public Health health() {
                    return null;
                }
            };
        }
    }
}
