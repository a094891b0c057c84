package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.servers.CrmServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** Each database is a component by its name, however the application gets to it. */
class SeveralDatabasesTests {

    @Test
    void areTwoComponentsAndOneWord() throws SQLException {
        try (ConfigurableApplicationContext app = start(Two.class)) {
            CrmClient client = client(app);
            assertThat(databases(client).properties().stream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("orders", "stock");
            assertThat(client.get("/health").json().path("database").asText()).isEqualTo("OK");

            app.getBean("stock", DataSource.class).unwrap(Switched.class).refuse();

            awaitError(client, "PostgreSQL connection failed (stock)");
            assertThat(client.get("/health").json().path("database").asText()).isEqualTo("ERROR");
            assertThat(client.get("/health").body()).doesNotContain("secret").doesNotContain("10.0.0.7");
            assertThat(databases(client).at("/orders/status").asText()).isEqualTo("UP");
            assertThat(databases(client).at("/stock/status").asText()).isEqualTo("DOWN");
        }
    }

    @Test
    void areThoseThatARouteLeadsTo() throws SQLException {
        try (ConfigurableApplicationContext app = start(Routed.class)) {
            CrmClient client = client(app);
            assertThat(databases(client).properties().stream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("north", "south");

            app.getBean(DataSource.class).unwrap(Route.class).south.refuse();

            awaitError(client, "PostgreSQL connection failed (south)");
            assertThat(databases(client).at("/north/status").asText()).isEqualTo("UP");
        }
    }

    @Test
    void isTheOneBehindALazyProxy() {
        try (ConfigurableApplicationContext app = start(Lazy.class)) {
            CrmClient client = client(app);
            assertThat(client.get("/actuator/health")
                            .json()
                            .at("/components/db/status")
                            .asText())
                    .isEqualTo("UP");

            ((Switched) app.getBean(LazyConnectionDataSourceProxy.class).getTargetDataSource()).refuse();

            awaitError(client, "PostgreSQL connection failed");
        }
    }

    /**
     * A connection that blocks, as it does while a name server does not answer: the JDK asks that on the thread that
     * wants the connection. No name is looked up here.
     */
    @Test
    void isLateWhileItsConnectionBlocks() throws SQLException {
        try (ConfigurableApplicationContext app = start(Two.class)) {
            CrmClient client = client(app);
            Switched stock = app.getBean("stock", DataSource.class).unwrap(Switched.class);
            stock.hang();
            try {
                awaitError(client, "PostgreSQL connection failed (stock)");
                assertThat(databases(client).at("/orders/status").asText()).isEqualTo("UP");
                assertThat(databases(client).at("/stock/details/error").asText())
                        .isEqualTo("No answer in time");
            } finally {
                stock.goOn();
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> client.get("/health").status() == 200);
        }
    }

    private static void awaitError(CrmClient client, String error) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() ->
                        client.get("/health").json().path("errors").toString().equals("[\"" + error + "\"]"));
    }

    private static JsonNode databases(CrmClient client) {
        return client.get("/actuator/health").json().at("/components/db/components");
    }

    private static CrmClient client(ConfigurableApplicationContext app) {
        return new CrmClient(app.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static ConfigurableApplicationContext start(Class<?> configuration) {
        List<String> arguments = new ArrayList<>(CrmServers.shared().properties());
        arguments.addAll(List.of(
                "server.port=0",
                "spring.flyway.enabled=false",
                "management.endpoint.health.show-details=always",
                "vigie.health.disk.max-used-percent=100",
                "vigie.health.bounded.interval=200ms",
                "vigie.health.bounded.timeout=500ms",
                "vigie.health.bounded.max-stale=1s"));
        return new SpringApplicationBuilder(Open.class, configuration)
                .run(arguments.stream().map(argument -> "--" + argument).toArray(String[]::new));
    }

    /** A database that can be made to refuse connections. */
    static final class Switched extends DelegatingDataSource {

        private volatile boolean refuses;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        Switched(DataSourceProperties properties) {
            super(properties.initializeDataSourceBuilder().build());
        }

        void hang() {
            gate = new CountDownLatch(1);
        }

        void goOn() {
            gate.countDown();
        }

        void refuse() {
            refuses = true;
        }

        @Override
        public Connection getConnection() throws SQLException {
            try {
                gate.await();
            } catch (InterruptedException told) {
                throw new SQLException(told);
            }
            if (refuses) {
                throw new SQLException("10.0.0.7 refused user secret");
            }
            return super.getConnection();
        }
    }

    // None is a @Configuration, which the CRM's own tests would find.

    @EnableAutoConfiguration
    static class Open {

        @Bean
        SecurityFilterChain open() {
            return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, List.of());
        }
    }

    static class Two {

        @Bean
        @Primary
        Switched orders(DataSourceProperties properties) {
            return new Switched(properties);
        }

        @Bean
        Switched stock(DataSourceProperties properties) {
            return new Switched(properties);
        }
    }

    static final class Route extends AbstractRoutingDataSource {

        final Switched south;

        Route(Switched north, Switched south) {
            this.south = south;
            setTargetDataSources(Map.of("north", north, "south", south));
        }

        @Override
        protected @Nullable Object determineCurrentLookupKey() {
            return "north";
        }
    }

    static class Routed {

        @Bean
        DataSource routed(DataSourceProperties properties) {
            return new Route(new Switched(properties), new Switched(properties));
        }
    }

    static class Lazy {

        @Bean
        DataSource lazy(DataSourceProperties properties) {
            return new LazyConnectionDataSourceProxy(new Switched(properties));
        }
    }
}
