package dev.vigie.operation;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.observation.aop.ObservedAspect;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.EnableAspectJAutoProxy;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** An application that does a bit of everything that makes spans. */
final class SpansApplication {

    private SpansApplication() {}

    static ConfigurableApplicationContext start(String... arguments) {
        String[] all = new String[arguments.length + 4];
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        all[0] = "--server.port=0";
        all[1] = "--sentry.dsn=" + RecordedSentry.DSN;
        all[2] = "--vigie.logging.console=json";
        all[3] = "--vigie.operation.slow-threshold=1ns";
        return SpringApplication.run(App.class, all);
    }

    static HttpResponse<String> get(ConfigurableApplicationContext context, String path) throws Exception {
        return TestApplication.get(context, path);
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableScheduling
    @EnableAspectJAutoProxy(proxyTargetClass = true)
    @Import({OpenSecurity.class, Endpoints.class, Jobs.class, ObservedService.class})
    static class App {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }

        @Bean
        ObservedAspect observedAspect(ObservationRegistry registry) {
            return new ObservedAspect(registry);
        }

        @Bean
        DataSource dataSource() throws SQLException {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists organisation (id int, name varchar(100))");
                statement.execute("insert into organisation values (1, 'Alforis')");
            }
            return dataSource;
        }
    }

    static class ObservedService {

        private final DataSource dataSource;

        ObservedService(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Observed
        public void work() throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    PreparedStatement statement =
                            connection.prepareStatement("select id, name from organisation where id = ?")) {
                statement.setInt(1, 1);
                statement.executeQuery().close();
            }
        }
    }

    static class Jobs {

        final AtomicBoolean wanted = new AtomicBoolean();
        final AtomicBoolean toFail = new AtomicBoolean();
        final AtomicReference<@Nullable String> failedIn = new AtomicReference<>();
        private final Operations operations;

        Jobs(Operations operations) {
            this.operations = operations;
        }

        @Scheduled(fixedDelay = 50)
        void nightly() {
            if (wanted.get()) {
                operations.start("nightly_work").close();
            }
        }

        @Scheduled(fixedDelay = 50)
        void failing() {
            if (toFail.getAndSet(false)) {
                failedIn.set(MDC.get("traceId"));
                throw new IllegalStateException("cannot clean up");
            }
        }
    }

    @RestController
    static class Endpoints {

        private final Operations operations;
        private final ObservedService observed;
        private final DataSource dataSource;
        private final RestClient.Builder clients;
        private final Environment environment;
        private final List<String> headers = new CopyOnWriteArrayList<>();

        Endpoints(
                Operations operations,
                ObservedService observed,
                DataSource dataSource,
                RestClient.Builder clients,
                Environment environment) {
            this.operations = operations;
            this.observed = observed;
            this.dataSource = dataSource;
            this.clients = clients;
            this.environment = environment;
        }

        List<String> headers() {
            return headers;
        }

        @GetMapping("/nothing")
        void nothing() {}

        @GetMapping("/operation")
        void operation() {
            try (Operation outer = operations.start("create_organisation")) {
                outer.data("org_id", 7).data("api_key", "hunter2").tag("category", "Institution");
                operations.start("send_mail").close();
            }
        }

        @GetMapping("/failing-operation")
        void failingOperation() {
            operations.run("fails", operation -> {
                throw new IllegalStateException("inside");
            });
        }

        @GetMapping("/observed")
        void observed() throws SQLException {
            observed.work();
        }

        @GetMapping("/sql")
        void sql() throws SQLException {
            try (Connection connection = dataSource.getConnection();
                    Statement update = connection.createStatement();
                    PreparedStatement insert = connection.prepareStatement("insert into organisation values (?, ?)")) {
                update.executeUpdate("update organisation set name = 'Top ''s3cret''' where id = 1");
                for (int id = 2; id < 4; id++) {
                    insert.setInt(1, id);
                    insert.setString(2, "s3cret");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }

        @GetMapping("/call")
        void call() {
            headers.clear();
            clients.baseUrl("http://localhost:" + environment.getProperty("local.server.port"))
                    .build()
                    .get()
                    .uri("/echo/{id}?token={token}", 7, "s3cret")
                    .header("baggage", "own=1")
                    .retrieve()
                    .toBodilessEntity();
        }

        @GetMapping("/echo/{id}")
        void echo(
                @PathVariable int id,
                @RequestHeader(name = "sentry-trace", required = false) @Nullable String trace,
                @RequestHeader(name = "baggage", required = false) @Nullable String baggage) {
            headers.add(String.valueOf(trace));
            headers.add(String.valueOf(baggage));
        }
    }
}
