package dev.vigie.bench.micro;

import dev.vigie.errors.Spans;
import dev.vigie.operation.Operation;
import dev.vigie.operation.Operations;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.sentry.ITransaction;
import io.sentry.Sentry;
import io.sentry.TransactionOptions;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One operation as a running application has it, in a request that is not sampled or in none that is traced. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class OperationBenchmark {

    /** Without Sentry; or in a transaction of a rate of 0. Nobody listens there. */
    @Param({"", "http://key@127.0.0.1:1/1"})
    public String dsn = "";

    /** With spans of observations, or without them: the difference is what the handler costs. */
    @Param({"true", "false"})
    public boolean spans = true;

    @SuppressWarnings("NullAway.Init") // JMH calls the setup first.
    private ConfigurableApplicationContext application;

    @SuppressWarnings("NullAway.Init")
    private Operations operations;

    @SuppressWarnings("NullAway.Init")
    private Spans recorded;

    @SuppressWarnings("NullAway.Init")
    private ObservationRegistry observations;

    private @Nullable ITransaction transaction;

    @Setup(Level.Trial)
    public void start() {
        application = new SpringApplicationBuilder(Application.class)
                .properties(Map.of(
                        "server.port", "0",
                        "server.address", "127.0.0.1",
                        "sentry.dsn", dsn,
                        "sentry.traces-sample-rate", "0",
                        "vigie.operation.spans.enabled", String.valueOf(spans),
                        "vigie.environment", "production"))
                .run();
        operations = application.getBean(Operations.class);
        recorded = application.getBean(Spans.class);
        observations = application.getBean(ObservationRegistry.class);
        if (!dsn.isEmpty()) {
            TransactionOptions options = new TransactionOptions();
            options.setBindToScope(true);
            transaction = Sentry.startTransaction("GET /organisations", "http.server", options);
        }
    }

    @TearDown(Level.Trial)
    public void stop() {
        if (transaction != null) {
            transaction.finish();
        }
        application.close();
    }

    @Benchmark
    public void operation() {
        try (Operation operation = operations.start("create_organisation")) {
            operation.data("org_id", 7).tag("category", "Institution");
        }
    }

    @Benchmark
    public void operationWithoutFacts() {
        operations.start("create_organisation").close();
    }

    /** What a statement or a Redis command asks first. */
    @Benchmark
    public Spans.@Nullable Span isAnythingRecorded() {
        return recorded.current();
    }

    @Benchmark
    public void observation() {
        Observation observation = Observation.start("work", observations);
        try (Observation.Scope scope = observation.openScope()) {
            scope.getCurrentObservation();
        }
        observation.stop();
    }

    /** An application with nothing in it. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}
}
