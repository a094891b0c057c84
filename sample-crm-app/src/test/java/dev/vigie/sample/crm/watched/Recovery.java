package dev.vigie.sample.crm.watched;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.springframework.core.env.Environment;

/**
 * How soon health sees that a server is back, in results of its check and not in time, which a busy machine has less
 * of: how many of them still said no after the server had answered somebody else.
 */
final class Recovery {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final MeterRegistry meters;
    private final Environment environment;

    Recovery(WatchedCrm watched) {
        meters = watched.crm().bean(MeterRegistry.class);
        environment = watched.crm().bean(Environment.class);
    }

    int resultsUntilDatabaseIsUp() {
        await("PostgreSQL answers", this::databaseAnswers);
        return resultsUntilUp("db");
    }

    int resultsUntilRedisIsUp() {
        await("Redis answers", this::redisAnswers);
        return resultsUntilUp("redis");
    }

    private int resultsUntilUp(String component) {
        int[] results = {0};
        double[] age = {age(component)};
        Awaitility.await(component + " is up")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    if (value("vigie.health", component) == 1) {
                        return true;
                    }
                    double now = age(component);
                    // A result that is younger than the last one is another one.
                    if (now < age[0]) {
                        results[0]++;
                    }
                    age[0] = now;
                    return false;
                });
        return results[0];
    }

    private double age(String component) {
        return value("vigie.health.age", component);
    }

    private double value(String meter, String component) {
        return meters.get(meter).tag("component", component).gauge().value();
    }

    private boolean databaseAnswers() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                property("spring.datasource.url"),
                property("spring.datasource.username"),
                property("spring.datasource.password"))) {
            return connection.isValid(10);
        }
    }

    private boolean redisAnswers() throws IOException {
        try (Socket socket =
                new Socket(property("spring.data.redis.host"), Integer.parseInt(property("spring.data.redis.port")))) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII).equals("+PONG");
        }
    }

    private String property(String name) {
        return environment.getRequiredProperty(name);
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(PATIENCE).ignoreExceptions().until(condition);
    }
}
