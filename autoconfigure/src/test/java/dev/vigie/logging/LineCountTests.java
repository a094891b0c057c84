package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.LevelFilter;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.vigie.logging.LogCounts.Drop;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** A line is counted once: as written, as not written for a reason, or not at all when nobody wanted it. */
class LineCountTests {

    private final LoggerContext context = RecordedLines.newContext();
    private final Logger logger = context.getLogger("performance.Counted");
    private final AsyncLineAppender lines = new AsyncLineAppender();
    private final long written = written();
    private final long failed = failed();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineThatSeveralTakeIsOneLine(boolean queued) {
        Sink first = new Sink();
        Sink second = new Sink();
        begin(queued, first, second);
        logger.info("both");

        assertCounts(1, 0);
        assertThat(first.seen).containsExactly("both");
        assertThat(second.seen).containsExactly("both");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineThatNobodyWantsIsNotCounted(boolean queued) {
        Sink sink = new Sink();
        sink.addFilter(threshold(Level.WARN));
        begin(queued, sink);
        logger.info("below");
        logger.warn("above");

        assertCounts(1, 0);
        assertThat(sink.seen).containsExactly("above");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineThatOneTakesIsWrittenWhateverTheOthersDo(boolean queued) {
        Sink broken = new Sink();
        broken.trouble = new StackOverflowError();
        Sink unwilling = new Sink();
        unwilling.addFilter(threshold(Level.ERROR));
        Sink last = new Sink();
        begin(queued, broken, unwilling, last);
        logger.info("taken");

        assertCounts(1, 0);
        assertThat(last.seen).containsExactly("taken");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLineThatOneWantsAndNoneCanWriteHasFailed(boolean queued) {
        Sink broken = new Sink();
        broken.trouble = new NoClassDefFoundError("gone");
        Sink stopped = new Sink();
        Sink unwilling = new Sink();
        unwilling.addFilter(threshold(Level.ERROR));
        begin(queued, broken, stopped, unwilling);
        stopped.stop();
        logger.info("lost");

        assertCounts(0, 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatIsGoneHasFailed(boolean queued) {
        JsonLineEncoder encoder = new JsonLineEncoder();
        encoder.setContext(context);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> stream = new OutputStreamAppender<>();
        stream.setContext(context);
        stream.setEncoder(encoder);
        stream.setOutputStream(new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                throw new IOException("gone");
            }
        });
        begin(queued, stream);
        logger.info("lost");
        logger.info("lost, too");

        assertCounts(0, 2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filtersAreAskedOnceInTheirOrderAndStayWithTheirAppender(boolean queued) {
        Sink sink = new Sink();
        Asked first = new Asked();
        LevelFilter warnings = new LevelFilter();
        warnings.setLevel(Level.WARN);
        warnings.setOnMatch(FilterReply.ACCEPT);
        warnings.setOnMismatch(FilterReply.NEUTRAL);
        warnings.start();
        Asked last = new Asked();
        last.reply = FilterReply.DENY;
        List.of(first, warnings, last).forEach(sink::addFilter);
        begin(queued, sink);
        logger.warn("accepted");
        logger.info("denied");

        assertCounts(1, 0);
        // It is asked after the first.
        Awaitility.await().until(() -> last.asked == 1);
        assertThat(first.asked).isEqualTo(2);
        assertThat(sink.seen).containsExactly("accepted");
        lines.stop();
        assertThat(sink.getCopyOfAttachedFiltersList()).containsExactly(first, warnings, last);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAnAppenderLogsWhileItWritesIsWrittenOnce(boolean queued) {
        Sink sink = new Sink();
        sink.echo = logger;
        begin(queued, sink);
        logger.info("said");

        assertCounts(2, 1);
        assertThat(sink.seen).containsExactly("said", "echo");
    }

    private void begin(boolean queued, Appender<?>... targets) {
        lines.setContext(context);
        lines.setFlow(new LineFlow(
                queued, 64, DataSize.ofMegabytes(1), Duration.ofMillis(1), 0, Duration.ofSeconds(1), false));
        for (Appender<?> target : targets) {
            @SuppressWarnings("unchecked")
            Appender<ILoggingEvent> one = (Appender<ILoggingEvent>) target;
            one.setContext(context);
            one.start();
            lines.addAppender(one);
        }
        lines.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(lines);
    }

    private void assertCounts(long nowWritten, long nowFailed) {
        Awaitility.await().untilAsserted(() -> {
            assertThat(written() - written).as("written").isEqualTo(nowWritten);
            assertThat(failed() - failed).as("failed").isEqualTo(nowFailed);
        });
    }

    private static long written() {
        return LogCounts.LEVELS.stream()
                .mapToLong(level -> LogCounts.shared().written(level, "performance"))
                .sum();
    }

    private static long failed() {
        return LogCounts.shared().dropped(Drop.FAILED);
    }

    private static ThresholdFilter threshold(Level level) {
        ThresholdFilter filter = new ThresholdFilter();
        filter.setLevel(level.levelStr);
        filter.start();
        return filter;
    }

    /** Keeps what it gets, or throws. */
    private static final class Sink extends AppenderBase<ILoggingEvent> {

        private final List<String> seen = new ArrayList<>();
        private @Nullable Error trouble;
        private @Nullable Logger echo;

        @Override
        protected void append(ILoggingEvent event) {
            if (trouble != null) {
                throw trouble;
            }
            seen.add(event.getFormattedMessage());
            if (echo != null) {
                echo.info("echo");
            }
        }
    }

    /** Counts how often it is asked. */
    private static final class Asked extends Filter<ILoggingEvent> {

        private volatile int asked;
        private FilterReply reply = FilterReply.NEUTRAL;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
        public FilterReply decide(ILoggingEvent event) {
            asked++;
            return reply;
        }
    }
}
