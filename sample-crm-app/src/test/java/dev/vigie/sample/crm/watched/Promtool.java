package dev.vigie.sample.crm.watched;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Prometheus' own judge of a scrape, where it is installed. */
record Promtool(Path executable) {

    /** What it said, and how it ended: 0 content, 3 remarks, 1 no scrape at all. */
    record Verdict(int exitCode, String output) {}

    static Promtool find() {
        return new Promtool(InstalledProgram.find("promtool"));
    }

    /** {@code promtool check metrics}. */
    Verdict checkMetrics(String scrape) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("promtool");
        Path in = Files.writeString(folder.resolve("scrape.txt"), scrape);
        Path out = folder.resolve("verdict.txt");
        try {
            Process process = new ProcessBuilder(executable.toString(), "check", "metrics")
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("promtool did not end within 60 seconds");
            }
            return new Verdict(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8));
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
            Files.deleteIfExists(folder);
        }
    }
}
