package dev.vigie.sample.crm.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.data.redis.RedisConnectionDetails;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/** A Redis of the application's own: a free port, nothing kept on disk, gone with the application. */
class EmbeddedRedisServer implements RedisConnectionDetails, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedisServer.class);

    private static final String WAY_OUT =
            """
            Point the application to a Redis of yours:
                spring.data.redis.host=localhost
                spring.data.redis.port=6379
            or to its address with spring.data.redis.url, or make room in the temporary directory (java.io.tmpdir).""";

    private final RedisServer redis;
    private final ServerDirectory directory;
    private final int port;

    private EmbeddedRedisServer(RedisServer redis, ServerDirectory directory, int port) {
        this.redis = redis;
        this.directory = directory;
        this.port = port;
    }

    static EmbeddedRedisServer start() {
        try {
            ServerDirectory directory = ServerDirectory.create("crm-redis-");
            int port = freePort();
            EmbeddedRedisServer server = new EmbeddedRedisServer(start(directory, port), directory, port);
            log.info("Embedded Redis on port {}; spring.data.redis.host points to another", port);
            return server;
        } catch (IOException | RuntimeException e) {
            throw new ServerNotStartedException("Redis", WAY_OUT, e);
        }
    }

    private static RedisServer start(ServerDirectory directory, int port) throws IOException {
        try {
            RedisServer redis = RedisServer.newRedisServer()
                    .executableProvider(ExecutableProvider.newJarResourceProvider(
                            directory.path().toFile()))
                    .port(port)
                    .setting("save \"\"")
                    .setting("pidfile \"%s/redis.pid\""
                            .formatted(directory.path().toString().replace('\\', '/')))
                    // There is nothing to save, and a frozen server would be waited for without end.
                    .onShutdownForceStop(true)
                    .build();
            redis.start();
            return redis;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public Standalone getStandalone() {
        return Standalone.of("127.0.0.1", port);
    }

    int port() {
        return port;
    }

    Path directory() {
        return directory.path();
    }

    ProcessHandle process() {
        try {
            String pid = Files.readString(directory.path().resolve("redis.pid"));
            return ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("Redis is not running", e);
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            redis.stop();
        }
    }
}
