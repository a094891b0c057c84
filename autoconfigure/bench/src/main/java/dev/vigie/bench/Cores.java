package dev.vigie.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The application on one core, everything else on another: neither takes time from the other. */
final class Cores {

    static final String APPLICATION = "0";
    static final String GENERATOR = "1";

    private Cores() {}

    /** Moves this process, and so every child that is not told otherwise, off the application's core. */
    static void leaveTheApplicationAlone() throws IOException, InterruptedException {
        if (Runtime.getRuntime().availableProcessors() < 2) {
            throw new IllegalStateException("The bench needs two cores: one for the application, one for the load.");
        }
        long self = ProcessHandle.current().pid();
        Process taskset = new ProcessBuilder(
                        "taskset", "--all-tasks", "--cpu-list", "--pid", GENERATOR, String.valueOf(self))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!taskset.waitFor(10, TimeUnit.SECONDS) || taskset.exitValue() != 0) {
            throw new IllegalStateException("taskset could not pin the load generator to core " + GENERATOR + ".");
        }
    }

    static List<String> onApplicationCore(List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "--cpu-list", APPLICATION));
        pinned.addAll(command);
        return pinned;
    }
}
