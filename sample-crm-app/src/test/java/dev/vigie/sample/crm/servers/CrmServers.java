package dev.vigie.sample.crm.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A real PostgreSQL and a real Redis for tests, with their processes to freeze and to kill. */
public final class CrmServers implements AutoCloseable {

    private static final AtomicInteger databases = new AtomicInteger();

    private final EmbeddedPostgresServer postgres = EmbeddedPostgresServer.start();
    private final EmbeddedRedisServer redis;
    private final List<ProcessHandle> started = new ArrayList<>();

    private CrmServers() {
        try {
            redis = EmbeddedRedisServer.start();
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /** Nobody else will close the one that has started. */
    private void closeAfter(RuntimeException failure) {
        try {
            postgres.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Servers of one test's own, which it may kill; to be closed by the test. */
    public static CrmServers start() {
        return new CrmServers();
    }

    /** The servers that all tests of this JVM share; nobody may kill these. */
    public static CrmServers shared() {
        return Shared.SERVERS;
    }

    /** Creates an empty database and returns the properties that point an application to it and to the Redis. */
    public List<String> properties() {
        return List.of(
                "spring.datasource.url=" + newDatabase(),
                "spring.datasource.username=" + postgres.getUsername(),
                "spring.datasource.password=" + postgres.getPassword(),
                "spring.data.redis.host=127.0.0.1",
                "spring.data.redis.port=" + redis.port(),
                // Ids begin at 1 in each database, so the keys of two applications would be the same.
                "spring.cache.redis.key-prefix=crm" + databases.get() + ":");
    }

    private String newDatabase() {
        String name = "crm" + databases.incrementAndGet();
        try (Connection connection = DriverManager.getConnection(
                        postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres.jdbcUrl(name);
    }

    public ProcessHandle postgres() {
        return postgres.process();
    }

    public ProcessHandle redis() {
        return redis.process();
    }

    /** Stops a server with all its processes, as a machine does that swaps or a disk that hangs (SIGSTOP). */
    public static void freeze(ProcessHandle server) {
        signal("STOP", server);
    }

    /** Lets a frozen server run again (SIGCONT). */
    public static void thaw(ProcessHandle server) {
        signal("CONT", server);
    }

    /** Ends a server at once, with all its processes (SIGKILL). */
    public static void kill(ProcessHandle server) {
        List<ProcessHandle> all = family(server);
        signal("KILL", server);
        all.forEach(process -> process.onExit().join());
    }

    /**
     * Ends the connections that applications have to the Redis and, of the databases, to the one of these properties.
     */
    public void disconnectClients(List<String> properties) {
        String url = properties.get(0).substring(properties.get(0).indexOf('=') + 1);
        try (Connection connection = DriverManager.getConnection(url, postgres.getUsername(), postgres.getPassword());
                Statement statement = connection.createStatement();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
            socket.getOutputStream()
                    .write("CLIENT KILL TYPE normal SKIPME yes\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != ':') {
                throw new IllegalStateException("Redis has not ended its connections");
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What starts PostgreSQL again as it is now, on its port and with its data; to be asked before it is killed. */
    public Runnable postgresStarter() {
        ProcessHandle.Info info = postgres().info();
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // It refuses to run as root; the embedded server does the same.
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(info.command().orElseThrow());
        command.addAll(List.of(info.arguments().orElseThrow()));
        return () -> start(command);
    }

    /** What starts Redis again on its port; to be asked before it is killed. */
    public Runnable redisStarter() {
        String executable = redis().info().command().orElseThrow();
        return () -> start(List.of(
                executable,
                "--port",
                Integer.toString(redis.port()),
                "--save",
                "",
                "--pidfile",
                redis.directory().resolve("redis.pid").toString()));
    }

    private void start(List<String> command) {
        try {
            started.add(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .toHandle());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ProcessHandle> family(ProcessHandle server) {
        return Stream.concat(Stream.of(server), server.descendants()).toList();
    }

    private static void signal(String name, ProcessHandle server) {
        String[] command = Stream.concat(
                        Stream.of("kill", "-" + name),
                        family(server).stream().map(process -> Long.toString(process.pid())))
                .toArray(String[]::new);
        try {
            new ProcessBuilder(command).inheritIO().start().onExit().join();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        started.stream().filter(ProcessHandle::isAlive).forEach(CrmServers::kill);
        try (postgres;
                redis) {
            // Both are closed, the second even when the first cannot be.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Shared {

        static final CrmServers SERVERS = new CrmServers();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVERS::close));
        }
    }
}
