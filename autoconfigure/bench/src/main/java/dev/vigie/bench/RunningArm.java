package dev.vigie.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One arm's process, pinned to the application's core; gone when closed. */
final class RunningArm implements AutoCloseable {

    private static final int START_LIMIT_MILLIS = 180_000;

    private final Process process;
    private final Thread killer;
    private final int port;
    private final Duration startWall;
    private final Duration startCpu;

    private RunningArm(Process process, Thread killer, int port, Duration startWall, Duration startCpu) {
        this.process = process;
        this.killer = killer;
        this.port = port;
        this.startWall = startWall;
        this.startCpu = startCpu;
    }

    static RunningArm start(Arm arm, BenchSettings settings, int sentryPort) throws IOException {
        try (ServerSocket ready = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ready.setSoTimeout(START_LIMIT_MILLIS);
            ProcessBuilder builder = new ProcessBuilder(
                            Cores.onApplicationCore(command(arm, settings, sentryPort, ready.getLocalPort())))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().keySet().removeIf(name -> name.matches("SENTRY_.*|ENVIRONMENT|LOG_.*|SPRING_.*"));
            long begin = System.nanoTime();
            Process process = builder.start();
            Thread killer = new Thread(process::destroyForcibly);
            Runtime.getRuntime().addShutdownHook(killer);
            try (Socket call = ready.accept()) {
                Duration wall = Duration.ofNanos(System.nanoTime() - begin);
                Duration cpu = cpuOf(process);
                String port = new String(call.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return new RunningArm(process, killer, Integer.parseInt(port), wall, cpu);
            } catch (IOException | RuntimeException notReady) {
                process.destroyForcibly();
                throw new IllegalStateException(
                        "The arm '" + arm.name() + "' did not start: run " + arm.jar() + " to see why.", notReady);
            }
        }
    }

    private static List<String> command(Arm arm, BenchSettings settings, int sentryPort, int readyPort) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms192m",
                "-Xmx192m",
                "-jar",
                arm.jar().toString(),
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--bench.runner-port=" + readyPort,
                "--sentry.dsn=http://key@127.0.0.1:" + sentryPort + "/" + arm.project(),
                "--sentry.traces-sample-rate=" + settings.tracesSampleRate());
    }

    long pid() {
        return process.pid();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** From the start of the process until the application called itself ready. */
    Duration startWall() {
        return startWall;
    }

    Duration startCpu() {
        return startCpu;
    }

    /** User and system time of the whole process so far, from /proc/PID/stat: in steps of 10 ms. */
    Duration cpu() {
        return cpuOf(process);
    }

    private static Duration cpuOf(Process process) {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("No CPU time of process " + process.pid()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
