package dev.vigie.sample.crm.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A JVM that owned servers is killed; the next one takes away what it left, and nothing else. */
class OrphanedServersTests {

    @Test
    void areTakenAwayByTheNextStartOnceTheirOwnerIsGone() throws Exception {
        Process owner = startOwner();
        Path postgres;
        Path redis;
        List<ProcessHandle> servers = new ArrayList<>();
        try (BufferedReader out = owner.inputReader()) {
            postgres = Path.of(lineOf(out, "postgres="));
            servers.add(processOf(lineOf(out, "postgres-pid=")));
            redis = Path.of(lineOf(out, "redis="));
            servers.add(processOf(lineOf(out, "redis-pid=")));
            makeOld(postgres, redis);

            startAndClose();
            assertThat(servers).as("their owner lives").allMatch(ProcessHandle::isAlive);

            owner.destroyForcibly().waitFor();
            assertThat(servers).as("left behind").allMatch(ProcessHandle::isAlive);
        } finally {
            owner.destroyForcibly();
        }

        startAndClose();

        assertThat(servers).allSatisfy(server -> assertThat(server.onExit()).succeedsWithin(Duration.ofSeconds(10)));
        assertThat(postgres).doesNotExist();
        assertThat(redis).doesNotExist();
    }

    @Test
    void serversOfThisJvmStay() throws IOException {
        try (EmbeddedRedisServer mine = EmbeddedRedisServer.start()) {
            makeOld(mine.directory());

            startAndClose();

            assertThat(mine.process().isAlive()).isTrue();
        }
    }

    @Test
    void aDirectoryOfTheSameNameThatIsNotOursStays() throws IOException {
        Path foreign = Files.createTempDirectory("crm-redis-");
        try {
            startAndClose();

            assertThat(foreign).exists();
        } finally {
            Files.delete(foreign);
        }
    }

    /** Starts servers as an application does, tells where they are and waits to be killed. */
    public static void main(String[] arguments) throws IOException {
        EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start();
        EmbeddedRedisServer redis = EmbeddedRedisServer.start();
        System.out.println("postgres=" + postgres.directory());
        System.out.println("postgres-pid=" + postgres.process().pid());
        System.out.println("redis=" + redis.directory());
        System.out.println("redis-pid=" + redis.process().pid());
        try (InputStream in = System.in) {
            in.readAllBytes();
        }
    }

    private static Process startOwner() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OrphanedServersTests.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String lineOf(BufferedReader out, String key) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(key)) {
                return line.substring(key.length());
            }
        }
        throw new AssertionError("The owner did not say " + key);
    }

    private static ProcessHandle processOf(String pid) {
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    private static void makeOld(Path... directories) throws IOException {
        for (Path directory : directories) {
            Files.setLastModifiedTime(
                    directory.resolve("owner.lock"), FileTime.from(Instant.now().minusSeconds(60)));
        }
    }

    private static void startAndClose() throws IOException {
        EmbeddedPostgresServer.start().close();
        EmbeddedRedisServer.start().close();
    }
}
