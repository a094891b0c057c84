package dev.vigie.sample.crm.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails;

/** A PostgreSQL of the application's own: a free port, a temporary data directory, gone with the application. */
class EmbeddedPostgresServer implements JdbcConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgresServer.class);

    private static final String WAY_OUT =
            """
            Point the application to a PostgreSQL of yours:
                spring.datasource.url=jdbc:postgresql://localhost:5432/crm
                spring.datasource.username=...
                spring.datasource.password=...
            or make room in the temporary directory (java.io.tmpdir). As root, the embedded server also needs the \
            command 'unshare'.""";

    private final EmbeddedPostgres postgres;
    private final ServerDirectory directory;

    private EmbeddedPostgresServer(EmbeddedPostgres postgres, ServerDirectory directory) {
        this.postgres = postgres;
        this.directory = directory;
    }

    static EmbeddedPostgresServer start() {
        try {
            ServerDirectory directory = ServerDirectory.create("crm-postgres-");
            EmbeddedPostgresServer server = new EmbeddedPostgresServer(start(directory), directory);
            log.info("Embedded PostgreSQL on port {}; spring.datasource.url points to another", server.port());
            return server;
        } catch (IOException | RuntimeException e) {
            throw new ServerNotStartedException("PostgreSQL", WAY_OUT, e);
        }
    }

    private static EmbeddedPostgres start(ServerDirectory directory) throws IOException {
        try {
            // Stopped by the application context, after the connection pool; a hook of its own would run beside it.
            return EmbeddedPostgres.builder()
                    .setDataDirectory(dataIn(directory))
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofMinutes(1))
                    // The same on every machine, and É is the capital of é.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .start();
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    @Override
    public String getJdbcUrl() {
        return jdbcUrl("postgres");
    }

    @Override
    public String getUsername() {
        return "postgres";
    }

    @Override
    public String getPassword() {
        return "postgres";
    }

    int port() {
        return postgres.getPort();
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://localhost:%d/%s".formatted(port(), database);
    }

    Path directory() {
        return directory.path();
    }

    /** A directory of its own: PostgreSQL fills only an empty one. */
    private static Path dataIn(ServerDirectory directory) {
        return directory.path().resolve("data");
    }

    /** The main process; PostgreSQL writes its number into the first line of this file. */
    ProcessHandle process() {
        try {
            String pid = Files.readAllLines(dataIn(directory).resolve("postmaster.pid"))
                    .get(0);
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL is not running", e);
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            postgres.close();
        }
    }
}
