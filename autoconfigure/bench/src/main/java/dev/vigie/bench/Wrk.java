package dev.vigie.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator wrk, one thread. It inherits this process's core. */
final class Wrk implements LoadGenerator {

    private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");

    static boolean isInstalled() throws InterruptedException {
        try {
            // It knows no harmless option that ends with 0: being there is the answer.
            new ProcessBuilder("wrk", "--version")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return true;
        } catch (IOException absent) {
            return false;
        }
    }

    @Override
    public long run(URI target, int connections, Duration duration) throws IOException, InterruptedException {
        Process wrk = new ProcessBuilder(
                        "wrk",
                        "--threads",
                        "1",
                        "--connections",
                        String.valueOf(connections),
                        "--duration",
                        duration.toSeconds() + "s",
                        target.toString())
                .redirectErrorStream(true)
                .start();
        // wrk ends by its own clock, so reading until the end is bounded.
        String output = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        wrk.waitFor();
        Matcher requests = REQUESTS.matcher(output);
        if (output.contains("Non-2xx") || output.contains("Socket errors") || !requests.find()) {
            throw new IllegalStateException("wrk did not get clean answers from " + target + ":\n" + output);
        }
        return Long.parseLong(requests.group(1));
    }

    @Override
    public String description() {
        return "wrk";
    }
}
