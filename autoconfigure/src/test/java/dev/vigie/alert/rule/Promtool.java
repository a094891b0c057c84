package dev.vigie.alert.rule;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Prometheus' own judge of rules. Without it tests are left out, unless who starts them says it is there. */
final class Promtool {

    private static final String REQUIRED = "CRM_PROMETHEUS";

    private Promtool() {}

    /** What it prints. */
    static String run(String... arguments) throws IOException, InterruptedException {
        Process process =
                start(Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static Process start(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException absent) {
            if ("required".equals(System.getenv(REQUIRED))) {
                return fail("promtool is not on the path, and " + REQUIRED + "=required", absent);
            }
            return Assumptions.abort("NOT CHECKED: promtool is not installed (Debian: apt install prometheus)");
        }
    }
}
