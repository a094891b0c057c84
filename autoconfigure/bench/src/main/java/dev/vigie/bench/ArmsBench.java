package dev.vigie.bench;

import dev.vigie.bench.ArmResult.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.boot.SpringBootVersion;

/**
 * Four arms of one small application, side by side: cold starts in turn, then all of them running, each warmed up, then
 * rounds in which each is under load while the others idle. Writes target/performance.md and ends.
 */
final class ArmsBench {

    private final BenchSettings settings;
    private final LoadGenerator load;
    private final SentryReceiver sentry;
    private final List<ArmResult> results;
    private final List<String> notes = new ArrayList<>();

    private ArmsBench(BenchSettings settings, LoadGenerator load, SentryReceiver sentry) {
        this.settings = settings;
        this.load = load;
        this.sentry = sentry;
        Path bare = settings.directory().resolve("app/target/bench-app-bare.jar");
        Path handWired = settings.directory().resolve("hand-wired/target/hand-wired.jar");
        Path starter = settings.directory().resolve("starter/target/starter.jar");
        this.results = List.of(
                new ArmResult(new Arm("bare", bare, 1, false)),
                new ArmResult(new Arm("hand-wired", handWired, 2, true)),
                new ArmResult(new Arm("starter", starter, 3, true)),
                new ArmResult(new Arm("bare again", bare, 4, false)));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        BenchSettings settings = BenchSettings.fromSystemProperties();
        Cores.leaveTheApplicationAlone();
        try (SentryReceiver sentry = new SentryReceiver()) {
            ArmsBench bench = new ArmsBench(settings, LoadGenerator.best(), sentry);
            bench.coldStarts();
            bench.underLoad();
            bench.write();
        }
    }

    private void coldStarts() throws IOException {
        for (int round = 0; round < settings.starts(); round++) {
            for (ArmResult result : inTurn(results, round)) {
                say(
                        "start %d of %d: %s",
                        round + 1, settings.starts(), result.arm().name());
                try (RunningArm running = RunningArm.start(result.arm(), settings, sentry.port())) {
                    result.add(Quantity.START_WALL, running.startWall().toMillis() / 1_000.0);
                    result.add(Quantity.START_CPU, running.startCpu().toMillis() / 1_000.0);
                }
            }
        }
    }

    private void underLoad() throws IOException, InterruptedException {
        List<LoadedArm> arms = new ArrayList<>();
        try {
            for (ArmResult result : results) {
                LoadedArm arm = LoadedArm.start(result, settings, sentry.port());
                arms.add(arm);
                checkIsWhatItSays(arm);
                say(
                        "warm-up %ds: %s",
                        settings.warmUp().toSeconds(), result.arm().name());
                arm.warmUp(load, settings);
            }
            for (int round = 0; round < settings.rounds(); round++) {
                for (LoadedArm arm : inTurn(arms, round)) {
                    say(
                            "round %d of %d: %s",
                            round + 1, settings.rounds(), arm.result().arm().name());
                    arm.takeTurn(load, settings);
                }
            }
            arms.forEach(LoadedArm::weigh);
        } finally {
            for (LoadedArm arm : arms) {
                arm.close();
            }
        }
    }

    /** Nobody is always the first after the pause. */
    private static <T> List<T> inTurn(List<T> all, int round) {
        List<T> rotated = new ArrayList<>(all);
        Collections.rotate(rotated, -round);
        return rotated;
    }

    private void checkIsWhatItSays(LoadedArm loaded) throws IOException, InterruptedException {
        Arm arm = loaded.result().arm();
        int status = loaded.statusOf("/actuator/prometheus");
        if (status != (arm.watched() ? 200 : 404)) {
            notes.add("**Not comparable**: /actuator/prometheus of the arm %s answered %d."
                    .formatted(arm.name(), status));
        }
    }

    private void write() throws IOException {
        if (!settings.isFair()) {
            notes.add("**A smoke run, no result**: too short to be a measurement.");
        }
        notes.add("%s, Spring Boot %s, Java %s, %s, %d cores, load by %s on %d connections, traces sample rate %s."
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        SpringBootVersion.getVersion(),
                        Runtime.version(),
                        processor(),
                        processors(),
                        load.description(),
                        settings.connections(),
                        settings.tracesSampleRate()));
        notes.add("Median (smallest-largest) of %d starts and of %d rounds of %d s after %d s of warm-up."
                .formatted(
                        settings.starts(),
                        settings.rounds(),
                        settings.round().toSeconds(),
                        settings.warmUp().toSeconds()));
        notes.add("Envelopes the Sentry stand-in received: hand-wired %d, starter %d."
                .formatted(sentry.envelopes(2), sentry.envelopes(3)));
        String table = new ResultTable(results, notes).markdown();
        Path file = settings.directory().resolve("target/performance.md");
        Files.createDirectories(file.getParent());
        Files.writeString(file, table);
        say("%n%s%nWritten to %s", table, file);
    }

    /** All of them: this process itself sees only the one it is pinned to. */
    private static long processors() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("processor")).count();
        }
    }

    private static String processor() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }
}
