package dev.vigie.sample.crm.watched;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** A program of Prometheus that tests run. Without it they are left out, unless who starts them says it is there. */
final class InstalledProgram {

    private static final String PROMETHEUS = "CRM_PROMETHEUS";

    private InstalledProgram() {}

    /** Ends the test where it is not on the path: as failed where CRM_PROMETHEUS=required, otherwise as left out. */
    static Path find(String name) {
        return find(
                name, System.getenv().getOrDefault("PATH", ""), System.getenv().getOrDefault(PROMETHEUS, ""));
    }

    static Path find(String name, String path, String required) {
        Optional<Path> found = Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
        if (found.isEmpty() && required.equals("required")) {
            throw new AssertionError(name + " is not on the path, and " + PROMETHEUS + "=required");
        }
        assumeTrue(found.isPresent(), "NOT CHECKED: " + name + " is not installed (Debian: apt install prometheus)");
        return found.orElseThrow();
    }
}
