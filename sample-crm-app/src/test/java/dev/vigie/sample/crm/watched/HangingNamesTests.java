package dev.vigie.sample.crm.watched;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.vigie.sample.crm.Answer;
import dev.vigie.sample.crm.CrmClient;
import dev.vigie.sample.crm.RunningCrm;
import dev.vigie.sample.crm.servers.CrmServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL and Redis are given by name, and the name server does not answer, from the start and later. The
 * application runs in a mount namespace in which {@code /etc/resolv.conf} is another file; that takes Linux and root,
 * and without it the test is left out, unless {@code CRM_NAMESPACES=required}.
 */
class HangingNamesTests {

    private static final String ADDRESS = "127.0.0.153";
    private static final String NAME = "server.crm.example";
    private static final String PORT = "port=";

    private static final List<String> PATHS = List.of(
            "/health", "/health/monitoring", "/actuator/health", "/actuator/health/db", "/actuator/health/redis");

    /** Java remembers no name. */
    private static final String FORGETFUL = "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n";

    @TempDir
    private Path folder;

    @Test
    void healthAnswersWhileNamesHangAndSeesThemComeBack() throws Exception {
        Path resolver = Files.writeString(
                // Asked again every second, and not given up before health has said that there is no answer.
                folder.resolve("resolv.conf"), "nameserver " + ADDRESS + "\noptions timeout:1 attempts:5\n");
        assumeNamespaces(resolver);
        try (SilentNameServer names = new SilentNameServer(InetAddress.getByName(ADDRESS))) {
            CrmServers servers = CrmServers.shared();
            List<String> properties = servers.properties();
            Process application = start(resolver, properties);
            try (BufferedReader out = application.inputReader()) {
                CrmClient client = new CrmClient(portOf(out));

                assertBothAreDown(client);
                assertThat(names.asked()).isPositive();

                names.answer();
                assertThat(awaitErrors(client, 0).status()).isEqualTo(200);

                names.fallSilent();
                int before = names.asked();
                // Who has a connection asks for no name.
                servers.disconnectClients(properties);
                assertBothAreDown(client);
                assertThat(names.asked()).isGreaterThan(before);

                names.answer();
                assertThat(awaitErrors(client, 0).status()).isEqualTo(200);
            } finally {
                application.destroyForcibly().waitFor();
            }
        }
    }

    private static void assertBothAreDown(CrmClient client) {
        Answer unhealthy = awaitErrors(client, 2);
        assertThat(unhealthy.status()).isEqualTo(503);
        assertThat(unhealthy.json().path("errors").toString())
                .isEqualTo("[\"PostgreSQL connection failed\",\"Redis connection failed\"]");
        assertThat(client.get("/actuator/health").body()).doesNotContain(NAME);
    }

    /** The application: it tells its port and lives as long as who started it. */
    public static void main(String[] arguments) throws IOException {
        try (RunningCrm crm = RunningCrm.startAlone(arguments);
                InputStream in = System.in) {
            System.out.println(PORT + crm.port());
            in.readAllBytes();
        }
    }

    private static void assumeNamespaces(Path resolver) throws Exception {
        boolean possible;
        try {
            possible = new ProcessBuilder(inNamespace(resolver, List.of("true")))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            possible = false;
        }
        if (!possible && "required".equals(System.getenv("CRM_NAMESPACES"))) {
            throw new AssertionError("There is no mount namespace to be had, and CRM_NAMESPACES=required");
        }
        assumeTrue(possible, "NOT CHECKED: DNS that hangs, which takes a mount namespace (Linux, as root)");
    }

    private static List<String> inNamespace(Path resolver, List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\"",
                resolver.toString()));
        all.addAll(command);
        return all;
    }

    private Process start(Path resolver, List<String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.security.properties=" + Files.writeString(folder.resolve("java.security"), FORGETFUL),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HangingNamesTests.class.getName()));
        properties.forEach(
                property -> command.add(property.replace("127.0.0.1", NAME).replace("localhost", NAME)));
        command.addAll(List.of(
                "spring.flyway.enabled=false",
                "management.endpoint.health.show-details=always",
                "vigie.health.bounded.interval=1s",
                "vigie.health.bounded.timeout=500ms",
                "vigie.health.bounded.max-stale=1s"));
        return new ProcessBuilder(inNamespace(resolver, command))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int portOf(BufferedReader out) throws IOException {
        List<String> said = new ArrayList<>();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(PORT)) {
                return Integer.parseInt(line.substring(PORT.length()));
            }
            said.add(line);
        }
        throw new AssertionError("The application did not start: " + String.join("\n", said));
    }

    private static Answer awaitErrors(CrmClient client, int errors) {
        return Awaitility.await(errors + " errors")
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> {
                            PATHS.forEach(path -> assertAnswersSoon(client, path));
                            return client.get("/health");
                        },
                        health -> health.json().path("errors").size() == errors);
    }

    private static void assertAnswersSoon(CrmClient client, String path) {
        long start = System.nanoTime();
        client.get(path);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }
}
