package dev.vigie.bench.micro;

import dev.vigie.metrics.RequestStatistics;
import dev.vigie.metrics.RequestSummary;
import dev.vigie.metrics.RouteSummary;
import dev.vigie.metrics.StatisticsWindow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to add a request to the statistics, of fifty routes, and to read them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RequestStatisticsBenchmark {

    private static final int ROUTES = 50;

    private final RequestStatistics statistics = new RequestStatistics(Duration.ofMillis(500), 200);
    private final String[] routes = new String[ROUTES];
    private int number;

    @Setup
    public void prepare() {
        for (int i = 0; i < ROUTES; i++) {
            routes[i] = "GET /organisations/{id}/part" + i;
        }
        for (int i = 0; i < 1_000_000; i++) {
            add();
        }
    }

    /** From 1 to 257 ms, as routes take time of the same order. */
    @Benchmark
    public void add() {
        int next = number++;
        statistics.add(routes[next % ROUTES], 1_000_000L * (1 + (next & 255)), (next & 1023) == 0);
    }

    @Benchmark
    public RequestSummary over() {
        return statistics.over(StatisticsWindow.DAY);
    }

    @Benchmark
    public List<RouteSummary> slowest() {
        return statistics.slowest(StatisticsWindow.DAY, 10);
    }
}
