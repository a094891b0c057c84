package com.example;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An application started by {@code java -jar} on a free port; gone when closed. */
final class RunningJar implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<String> startupLine = new CompletableFuture<>();
    private final Process process;

    private RunningJar(Process process) {
        this.process = process;
        // Also when the build is interrupted in the middle of a test.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Thread reader = new Thread(this::read, "output of the application");
        reader.setDaemon(true);
        reader.start();
    }

    static RunningJar start(Path jar) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder command = new ProcessBuilder(java, "-jar", jar.toString(), "--server.port=0");
        // What the machine says must not decide what a fresh application is.
        command.environment().keySet().removeIf(name -> name.matches("SENTRY_.*|ENVIRONMENT|LOG_.*|SPRING_.*"));
        // Nor how full its disk is.
        command.environment().put("VIGIE_HEALTH_DISK_MAXUSEDPERCENT", "100");
        return new RunningJar(command.redirectErrorStream(true).start());
    }

    HttpResponse<String> get(String path) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + await(port, "a port") + path);
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20)).build();
        return client.send(request, BodyHandlers.ofString());
    }

    /** The line that starts with the library's name, without what the logging pattern puts before it. */
    String startupLine() throws Exception {
        return await(startupLine, "the start-up line");
    }

    /** Everything printed so far. */
    List<String> output() {
        return List.copyOf(output);
    }

    private <T> T await(CompletableFuture<T> future, String what) {
        try {
            return future.get(60, TimeUnit.SECONDS);
        } catch (Exception missing) {
            throw new AssertionError(
                    "The application never printed %s:%n%s".formatted(what, String.join("\n", output)), missing);
        }
    }

    private void read() {
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                look(line);
            }
        } catch (IOException closed) {
            output.add(closed.toString());
        }
        IllegalStateException ended = new IllegalStateException("The application ended");
        port.completeExceptionally(ended);
        startupLine.completeExceptionally(ended);
    }

    private void look(String line) {
        Matcher found = PORT.matcher(line);
        if (found.find()) {
            port.complete(Integer.valueOf(found.group(1)));
        }
        int message = line.indexOf(": Vigie ");
        if (message >= 0) {
            startupLine.complete(line.substring(message + 2));
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
