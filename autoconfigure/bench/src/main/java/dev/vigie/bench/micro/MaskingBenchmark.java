package dev.vigie.bench.micro;

import dev.vigie.privacy.Masking;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an event costs for being masked, by its parts. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskingBenchmark {

    private static final String ENTRY =
            "{\"id\":4711,\"name\":\"Ada Lovelace\",\"email\":\"ada@example.org\",\"password\":\"x\","
                    + "\"created\":\"2026-01-31T12:30:45Z\",\"address\":{\"city\":\"London\",\"zip\":\"NW1 6XE\"}},";

    private final Masking masking = Masking.of(List.of());

    /** Of 10 kB, with a secret in each entry. */
    private final String json = "[" + ENTRY.repeat(10_240 / ENTRY.length()) + "null]";

    /** 200 characters with nothing suspicious. */
    private final String message =
            ("Organisation 4711 cannot be moved to category supplier because three contracts still"
                            + " refer to it as a customer, and the last one ends only on the 31st of December of next year; close"
                            + " them first or choose another one")
                    .substring(0, 200);

    private final String query = "page=2&size=50&sort=name,asc&access_token=0123456789abcdef&filter=city%3DLondon";

    @Benchmark
    public String jsonOf10Kilobytes() {
        return masking.json(json);
    }

    @Benchmark
    public String innocentMessage() {
        return masking.text(message);
    }

    @Benchmark
    public String query() {
        return masking.query(query);
    }
}
