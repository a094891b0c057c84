package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.read.ListAppender;
import dev.vigie.logging.LogCounts.Drop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** What other threads log while one sets logging up anew. */
@ExtendWith(FreshLogging.class)
@SuppressWarnings("try") // an application that only has to run and be closed
class LinesMeanwhileTests {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger logger = LoggerFactory.getLogger("com.acme.Orders");

    @TempDir
    private Path directory;

    @Test
    void isWrittenOrCounted() throws Exception {
        Path file = directory.resolve("app.log");
        long dropped = dropped();
        int logged;
        try (var application = start("logging.file.name=" + file)) {
            logged = whileSetUpAnew(application.getEnvironment(), number -> logger.warn("line {}", number));
        }
        List<String> lines = LoggedFiles.messages(file).stream()
                .filter(message -> message.startsWith("line "))
                .toList();
        assertThat(lines).doesNotHaveDuplicates();
        // A line that is on its way to an appender when logback throws that out is lost: one of a thread each time, of
        // which there are two in five set-ups; twice as many are allowed.
        assertThat(lines.size() + dropped() - dropped).isBetween(logged - 20L, (long) logged);
        assertThat(lines.size()).as("written").isGreaterThan(logged / 2);
    }

    @Test
    void betweenTheEndAndTheNewBeginningTheAppendersBeforeGoOn() throws Exception {
        Path file = directory.resolve("app.log");
        try (var application = start("logging.file.name=" + file)) {
            FreshLogging.system().cleanUp();
            FreshLogging.system().beforeInitialize();
            logger.info("between");
            logger.atInfo().addKeyValue("org_id", 7).log("organisation_created");
            logger.debug("too low");
            initialize(application.getEnvironment());
        }
        assertThat(LoggedFiles.messages(file))
                .containsSequence("between", "organisation_created")
                .doesNotContain("too low");
    }

    @Test
    void withoutAnApplicationThatRunsItIsAsQuietAsSpringBootWantsIt() throws Exception {
        Path file = directory.resolve("app.log");
        start("logging.file.name=" + file).close();
        FreshLogging.system().beforeInitialize();
        logger.warn("between two applications");
        assertThat(LoggedFiles.messages(file)).doesNotContain("between two applications");
    }

    @Test
    void isHeldByLevelsOfBeforeUntilThereAreAppenders() throws Exception {
        ListAppender<ILoggingEvent> list = new ListAppender<>();
        ch.qos.logback.classic.Logger quiet = context.getLogger("com.acme.Quiet");
        quiet.setLevel(ch.qos.logback.classic.Level.ERROR);
        try (var application = start()) {
            quiet.setLevel(ch.qos.logback.classic.Level.ERROR);
            LinesMeanwhile meanwhile = LinesMeanwhile.beginIn(context);
            context.stop();
            context.reset();
            inAnotherThread(() -> {
                logger.info("classic {}", 1);
                logger.info(LogCategories.SECURITY, "marked");
                logger.atWarn().addKeyValue("org_id", 7).log("fluent");
                logger.debug("too low");
                LoggerFactory.getLogger("com.acme.Quiet").warn("quiet");
            });
            logger.warn("of the one that sets it up");
            list.setContext(context);
            list.start();
            context.getLogger("ROOT").addAppender(list);
            meanwhile.end();
            logger.warn("afterwards");
        }
        assertThat(list.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .startsWith("classic 1", "marked", "fluent", "afterwards");
        assertThat(list.list.get(1).getMarkerList()).containsExactly(LogCategories.SECURITY);
        assertThat(list.list.get(2).getKeyValuePairs()).hasSize(1);
        assertThat(list.list.get(0).getThreadName()).isEqualTo("another");
        assertThat(context.getTurboFilterList()).isEmpty();
    }

    @Test
    void anAppenderThatThrowsKeepsNoOtherLineBack() throws Exception {
        long before = LogCounts.shared().dropped(Drop.FAILED);
        ListAppender<ILoggingEvent> list = new ListAppender<>();
        list.start();
        try (var application = start()) {
            LinesMeanwhile meanwhile = LinesMeanwhile.beginIn(context);
            inAnotherThread(() -> {
                logger.warn("one");
                LoggerFactory.getLogger("com.acme.Broken").warn("two");
                logger.warn("three");
            });
            ch.qos.logback.classic.Logger broken = context.getLogger("com.acme.Broken");
            broken.addAppender(new Broken());
            broken.setAdditive(false);
            context.getLogger("com.acme").addAppender(list);
            meanwhile.end();
            broken.detachAndStopAllAppenders();
            broken.setAdditive(true);
            context.getLogger("com.acme").detachAppender(list);
        }
        assertThat(list.list).extracting(ILoggingEvent::getMessage).startsWith("one", "three");
        assertThat(LogCounts.shared().dropped(Drop.FAILED) - before).isEqualTo(1);
    }

    @Test
    void tooManyAreCounted() throws Exception {
        long before = LogCounts.shared().dropped(Drop.SETUP);
        try (var application = start()) {
            LinesMeanwhile meanwhile = LinesMeanwhile.beginIn(context);
            inAnotherThread(() -> IntStream.range(0, 10_007).forEach(i -> logger.info("line {}", i)));
            context.getLogger("ROOT").detachAndStopAllAppenders();
            meanwhile.end();
        }
        assertThat(LogCounts.shared().dropped(Drop.SETUP) - before).isEqualTo(7);
    }

    private static void inAnotherThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action, "another");
        thread.start();
        thread.join();
    }

    /** Returns how many lines two threads have logged. */
    private int whileSetUpAnew(ConfigurableEnvironment environment, IntConsumer log) throws InterruptedException {
        AtomicBoolean over = new AtomicBoolean();
        List<Integer> logged = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            int first = t * 10_000_000;
            threads.add(new Thread(() -> {
                int i = 0;
                while (!over.get()) {
                    log.accept(first + i++);
                    LockSupport.parkNanos(20_000);
                }
                synchronized (logged) {
                    logged.add(i);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (int i = 0; i < 5; i++) {
            FreshLogging.system().cleanUp();
            FreshLogging.system().beforeInitialize();
            initialize(environment);
        }
        over.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return logged.stream().mapToInt(Integer::intValue).sum();
    }

    private static long dropped() {
        long sum = 0;
        for (Drop reason : Drop.values()) {
            sum += LogCounts.shared().dropped(reason);
        }
        return sum;
    }

    private static void initialize(ConfigurableEnvironment environment) {
        FreshLogging.system().initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return LoggingApplication.builder("vigie.logging.async.enabled=true", "vigie.logging.rate-limit.enabled=false")
                .properties("vigie.logging.async.queue-size=100000", "vigie.logging.async.queue-memory=256MB")
                .properties("vigie.logging.async.max-wait=10s", "logging.logback.rollingpolicy.max-file-size=1GB")
                .properties(properties)
                .run();
    }

    /** Not even the base class of logback stands between. */
    private static final class Broken extends UnsynchronizedAppenderBase<ILoggingEvent> {

        @Override
        public void doAppend(ILoggingEvent line) {
            throw new IllegalStateException("broken");
        }

        @Override
        protected void append(ILoggingEvent line) {}
    }
}
