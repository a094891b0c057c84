package dev.vigie.logging;

import ch.qos.logback.classic.LoggerContext;
import dev.vigie.logging.LogCounts.Drop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;

/** Logs as fast as it can, in a process of its own, and notes in a file what its log calls did. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class WritingApplication {

    /** The first places of the file: how many calls of each thread have returned. */
    static final int THREADS = 4;

    /** Calls that took longer than a line waits for room. */
    static final int SLOW = THREADS;

    /** Nanoseconds of the longest call. */
    static final int LONGEST = SLOW + 1;

    static final int IN_FILE = LONGEST + 1;
    static final int IN_QUEUE = IN_FILE + 1;
    static final int AT_THE_END = IN_QUEUE + 1;

    private static final int PLACES = AT_THE_END + 1;
    private static final Logger LOG = LoggerFactory.getLogger("com.acme.Orders");

    private static final AtomicLong SLOW_CALLS = new AtomicLong();
    private static final AtomicLong LONGEST_CALL = new AtomicLong();

    private static volatile boolean closing;
    private static volatile boolean closed;

    public static void main(String[] arguments) throws IOException {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(WritingApplication.class)
                .web(WebApplicationType.NONE)
                .run(Arrays.copyOfRange(arguments, 1, arguments.length));
        FileChannel channel = FileChannel.open(
                Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        ByteBuffer progress = channel.map(FileChannel.MapMode.READ_WRITE, 0, 8L * PLACES);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> noteDropped(progress)));
        List<Thread> writers = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int place = t;
            writers.add(new Thread(() -> write(progress, place), "writer-" + t));
        }
        Duration takes = context.getEnvironment().getProperty("closing-takes", Duration.class);
        if (takes != null) {
            context.addApplicationListener((ContextClosedEvent event) -> close(takes, writers));
        }
        writers.forEach(Thread::start);
    }

    /** What the process has noted in this place, or nothing yet. */
    static long told(Path progress, int place) throws IOException {
        if (!Files.exists(progress) || Files.size(progress) < 8L * PLACES) {
            return 0;
        }
        return ByteBuffer.wrap(Files.readAllBytes(progress)).getLong(8 * place);
    }

    private static void write(ByteBuffer progress, int place) {
        for (long number = 0; !closed; number++) {
            long begin = System.nanoTime();
            LOG.atWarn().addKeyValue("number", number).log("order_stored");
            noteTime(progress, System.nanoTime() - begin);
            progress.putLong(8 * place, number + 1);
            if (closing) {
                LockSupport.parkNanos(500_000);
            }
        }
    }

    private static void noteTime(ByteBuffer progress, long nanos) {
        if (nanos > LineFlow.DEFAULT.maxWait().toNanos()) {
            progress.putLong(8 * SLOW, SLOW_CALLS.incrementAndGet());
        }
        if (nanos > LONGEST_CALL.get()) {
            progress.putLong(8 * LONGEST, LONGEST_CALL.accumulateAndGet(nanos, Math::max));
        }
    }

    /** They go on for that long, and end before logging does. */
    private static void close(Duration takes, List<Thread> writers) {
        closing = true;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < takes.toNanos()) {
            LockSupport.parkNanos(1_000_000);
        }
        closed = true;
        for (Thread writer : writers) {
            while (writer.isAlive()) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    /** When nothing is written any more. */
    private static void noteDropped(ByteBuffer progress) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (context.isStarted() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        LogCounts counts = LogCounts.shared();
        progress.putLong(8 * IN_FILE, counts.dropped(Drop.FILE));
        progress.putLong(8 * IN_QUEUE, counts.dropped(Drop.QUEUE_TIMEOUT));
        progress.putLong(8 * AT_THE_END, counts.dropped(Drop.SHUTDOWN));
    }
}
