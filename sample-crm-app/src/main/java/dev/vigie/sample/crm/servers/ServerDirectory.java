package dev.vigie.sample.crm.servers;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The temporary directory of one embedded server.
 *
 * <p>A lock in it, which the system frees however this JVM ends, says that the server has an owner. What a killed JVM
 * leaves behind is taken away by the next one that starts such a server.
 */
class ServerDirectory implements Closeable {

    private static final Logger log = LoggerFactory.getLogger(ServerDirectory.class);

    private static final String LOCK = "owner.lock";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Never opened by the sweep: to close a file gives up all locks that this JVM holds on it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private ServerDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one, after those of this name are swept away that nobody owns any more. */
    static ServerDirectory create(String prefix) throws IOException {
        Path path = Files.createTempDirectory(prefix).toRealPath();
        OWN.add(path);
        FileChannel lock =
                FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        sweep(path.resolve("..").normalize(), prefix);
        return new ServerDirectory(path, lock);
    }

    Path path() {
        return path;
    }

    private static void sweep(Path parent, String prefix) throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path one : all) {
                if (!OWN.contains(one)) {
                    sweep(one);
                }
            }
        }
    }

    /** Whatever goes wrong here costs some disk, never the start. */
    private static void sweep(Path orphan) {
        Path file = orphan.resolve(LOCK);
        try {
            if (!Files.exists(file) || isYoung(file)) {
                return;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                if (channel.tryLock() == null) {
                    return;
                }
                endServersIn(orphan);
                FileSystemUtils.deleteRecursively(orphan);
                log.info("Took away {}, which was left behind by an application that was killed", orphan);
            }
        } catch (IOException e) {
            log.debug("{} stays", orphan, e);
        }
    }

    /** Between the making of the file and its lock there is a moment. */
    private static boolean isYoung(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().isAfter(Instant.now().minus(PATIENCE));
    }

    private static void endServersIn(Path orphan) {
        List<ProcessHandle> servers = ProcessHandle.allProcesses()
                .filter(process -> isServerIn(orphan, process.info()))
                .toList();
        servers.forEach(ProcessHandle::destroy);
        for (ProcessHandle server : servers) {
            server.onExit()
                    .completeOnTimeout(server, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join();
        }
    }

    /** The Redis is unpacked into its directory, the PostgreSQL is told of it ({@code postgres -D ...}). */
    private static boolean isServerIn(Path directory, ProcessHandle.Info process) {
        Path command = Path.of(process.command().orElse(""));
        return command.startsWith(directory)
                || (command.endsWith("postgres")
                        && process.commandLine().orElse("").contains(directory + File.separator));
    }

    @Override
    public void close() throws IOException {
        lock.close();
        FileSystemUtils.deleteRecursively(path);
        OWN.remove(path);
    }
}
