package dev.vigie.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same series and the same rules in this engine and in Prometheus' own: the same alerts fire in the same minutes.
 */
class PrometheusSemanticsTests {

    private static final int MINUTES = 150;
    /** For so long nothing is counted, so that no window reaches back beyond the first point. */
    private static final int QUIET = 40;

    private static final Duration SLOW = Duration.ofSeconds(2);
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Traffic TRAFFIC = new Traffic(WINDOW, 20);

    @TempDir
    Path folder;

    @Test
    void firesAndResolvesInTheMinutesInWhichPrometheusDoes() throws Exception {
        PromtoolFiles files = new PromtoolFiles();
        int fired = 0;
        for (int seed = 0; seed < 12; seed++) {
            Simulation simulation = new Simulation();
            Map<String, double[]> series = script(simulation, new Random(seed));
            rules().forEach(simulation::add);
            Map<String, List<List<Map<String, String>>>> firing = simulation.run(MINUTES);
            fired += firing.values().stream()
                    .flatMap(List::stream)
                    .mapToInt(List::size)
                    .sum();
            files.add(series, firing);
        }
        Files.writeString(folder.resolve("rules.yml"), PromtoolFiles.rules(rules()));
        Files.writeString(folder.resolve("tests.yml"), files.tests());

        assertThat(fired).as("minutes in which something fires").isGreaterThan(1000);
        assertThat(Promtool.run("test", "rules", folder.resolve("tests.yml").toString()))
                .contains("SUCCESS");
    }

    private static List<AlertRule> rules() {
        Signal health = Signal.gauge("health").by("component");
        Signal failed = Signal.counter("requests.failed").where("outcome", "error", "time.out");
        Signal all = Signal.timer("requests");
        List<AlertRule> kinds = List.of(
                AlertRule.named("Health", Condition.value(health, new Limit(Comparison.EQUAL, 0))),
                AlertRule.named("AnyHealth", Condition.value(Signal.gauge("health"), Limit.below(1))),
                AlertRule.named(
                        "Disk",
                        Condition.quotient(
                                Signal.gauge("disk.free").in("bytes").by("path"),
                                Signal.gauge("disk.total").in("bytes").by("path"),
                                Limit.below(0.3))),
                AlertRule.named("Burst", Condition.increase(failed, Duration.ofMinutes(2), Limit.above(10))),
                AlertRule.named(
                        "BurstByOutcome",
                        Condition.increase(Signal.counter("requests.failed").by("outcome"), WINDOW, Limit.above(20))),
                AlertRule.named("Rate", Condition.rate(failed, WINDOW, Limit.above(0.05))),
                AlertRule.named("ErrorRate", Condition.share(failed, all, TRAFFIC, Limit.above(0.2))),
                AlertRule.named("Slow", Condition.slower(all, SLOW, TRAFFIC, Limit.above(0.3))),
                AlertRule.named("Drop", Condition.drop(all, Duration.ofMinutes(20), TRAFFIC, Limit.above(0.4))),
                AlertRule.named(
                        "UsersDrop",
                        Condition.drop(
                                Signal.gauge("users"),
                                Duration.ofMinutes(15),
                                new Traffic(WINDOW, 2),
                                Limit.above(0.3))),
                AlertRule.named("Gone", Condition.absent(Signal.gauge("nobody"))));
        return kinds.stream().flatMap(PrometheusSemanticsTests::timed).toList();
    }

    private static Stream<AlertRule> timed(AlertRule rule) {
        AlertRule asPrometheus = rule.withoutData(NoData.OK);
        return Stream.of(
                asPrometheus,
                named(asPrometheus, "Held").holding(Duration.ofMinutes(2)),
                named(asPrometheus, "Kept").keepingFor(Duration.ofMinutes(3)),
                named(asPrometheus, "Both").holding(Duration.ofMinutes(1)).keepingFor(Duration.ofMinutes(4)));
    }

    private static AlertRule named(AlertRule rule, String ending) {
        return new AlertRule(rule.name() + ending, rule.condition(), rule.timing(), rule.noData(), rule.notice());
    }

    private static Map<String, double[]> script(Simulation simulation, Random random) {
        Map<String, double[]> series = new LinkedHashMap<>();
        for (String component : List.of("db", "redis")) {
            double[] values = walk(random, 3, 0, 1);
            for (int minute = 0; minute < MINUTES; minute++) {
                values[minute] = random.nextInt(9) == 0 ? Double.NaN : values[minute];
            }
            simulation.gauge("health", Tags.of("component", component), values);
            series.put("health{component=\"" + component + "\"}", values);
        }
        for (String path : List.of("/", "/var lib")) {
            double[] free = walk(random, 2, 0, 100);
            double[] total = walk(random, 40, -1, 200);
            simulation.gauge("disk.free", Tags.of("path", path), free);
            simulation.gauge("disk.total", Tags.of("path", path), total);
            series.put("disk_free_bytes{path=\"" + path + "\"}", free);
            series.put("disk_total_bytes{path=\"" + path + "\"}", total);
        }
        for (String outcome : List.of("error", "time.out", "timeXout")) {
            double[] counted = counted(random);
            simulation.counter("requests.failed", Tags.of("outcome", outcome), counted);
            series.put("requests_failed_total{outcome=\"" + outcome + "\"}", counted);
        }
        double[] users = walk(random, 5, 0, 20);
        simulation.gauge("users", Tags.empty(), users);
        series.put("users", users);
        requests(simulation, random, series);
        return series;
    }

    private static void requests(Simulation simulation, Random random, Map<String, double[]> series) {
        int[] fast = new int[MINUTES];
        int[] slow = new int[MINUTES];
        double[] within = new double[MINUTES];
        double[] all = new double[MINUTES];
        int busy = 0;
        for (int minute = 1; minute < MINUTES; minute++) {
            busy = random.nextInt(6) == 0 ? random.nextInt(20) : busy;
            fast[minute] = minute < QUIET ? 0 : busy;
            slow[minute] = minute < QUIET ? 0 : random.nextInt(8);
            within[minute] = within[minute - 1] + fast[minute];
            all[minute] = all[minute - 1] + fast[minute] + slow[minute];
        }
        simulation.timer("requests", SLOW, fast, slow);
        series.put("requests_seconds_bucket{le=\"2.0\"}", within);
        series.put("requests_seconds_count", all);
    }

    /** Stays as it is for some minutes, then is another whole number of a range. */
    private static double[] walk(Random random, int minutes, int low, int high) {
        double[] values = new double[MINUTES];
        double value = high;
        for (int minute = 0; minute < MINUTES; minute++) {
            value = random.nextInt(minutes) == 0 ? low + random.nextInt(high - low + 1) : value;
            values[minute] = value;
        }
        return values;
    }

    /** Grows, and now and then begins again at zero. */
    private static double[] counted(Random random) {
        double[] values = new double[MINUTES];
        for (int minute = 1; minute < MINUTES; minute++) {
            boolean again = minute > QUIET && random.nextInt(40) == 0;
            int grown = minute < QUIET || random.nextInt(3) > 0 ? 0 : random.nextInt(12);
            values[minute] = (again ? 0 : values[minute - 1]) + grown;
        }
        return values;
    }
}
