package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.logging.LogFile;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;

/** What code added to logback and what cannot simply be started again. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
@SuppressWarnings("try") // an application that only has to run and be closed
class LateAdditionsTests {

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    /** The thread of logback's own cannot be started twice, and takes its appenders with it when it ends. */
    @Test
    void keepsAnAppenderWithAThreadOfItsOwn() {
        ListAppender<ILoggingEvent> behind = started(new ListAppender<>());
        AsyncAppender added = new AsyncAppender();
        added.setContext(context);
        added.addAppender(behind);
        added.start();
        try (var application = start()) {
            context.getLogger("com.acme").addAppender(added);
            setUpAnew(application.getEnvironment());
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").warn("order_stored");
            assertThat(ours().isStarted()).isTrue();
        } finally {
            added.stop();
        }
        assertThat(behind.list).extracting(ILoggingEvent::getMessage).containsExactly("order_stored");
    }

    @Test
    void keepsAQueueOfOursThatCodeAdded() {
        ListAppender<ILoggingEvent> behind = started(new ListAppender<>());
        AsyncLineAppender added = new AsyncLineAppender();
        added.setContext(context);
        added.setName("MORE");
        added.addAppender(behind);
        added.start();
        try (var application = start()) {
            context.getLogger("com.acme").addAppender(added);
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").warn("order_stored");
        } finally {
            added.stop();
        }
        assertThat(behind.list).extracting(ILoggingEvent::getMessage).containsExactly("order_stored");
    }

    @Test
    void tellsWhatCannotBePutBackAndKeepsTheRest(CapturedOutput output) {
        ListAppender<ILoggingEvent> brittle = started(new BrittleAppender());
        ListAppender<ILoggingEvent> one = started(new ListAppender<>());
        ListAppender<ILoggingEvent> two = started(new ListAppender<>());
        TurboFilter filter = new BrittleFilter();
        filter.start();
        try (var application = start()) {
            context.addTurboFilter(filter);
            List.of(brittle, one, two).forEach(context.getLogger("com.acme")::addAppender);
            setUpAnew(application.getEnvironment());
            LoggerFactory.getLogger("com.acme.Orders").warn("order_stored");
            assertThat(ours().isStarted()).isTrue();
        }
        assertThat(one.list).hasSize(1);
        assertThat(two.list).hasSize(1);
        assertThat(brittle.list).isEmpty();
        assertThat(output.getOut())
                .contains("log_addition_lost part=" + BrittleAppender.class.getName() + " of=com.acme")
                .contains("log_addition_lost part=" + BrittleFilter.class.getName())
                .containsOnlyOnce("only once: appender")
                .containsOnlyOnce("only once: filter");
    }

    /** As Spring Cloud does it. */
    private void setUpAnew(ConfigurableEnvironment environment) {
        LoggingSystem system = FreshLogging.system();
        system.cleanUp();
        system.beforeInitialize();
        system.initialize(new LoggingInitializationContext(environment), null, LogFile.get(environment));
    }

    private <T extends Appender<ILoggingEvent>> T started(T appender) {
        appender.setContext(context);
        appender.start();
        return appender;
    }

    private AsyncLineAppender ours() {
        return Objects.requireNonNull(new LinePipeline(context).installed());
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(LoggingApplication.class)
                .web(WebApplicationType.NONE)
                .run();
    }

    /** Starts only once. */
    private static final class BrittleAppender extends ListAppender<ILoggingEvent> {

        private boolean used;

        @Override
        public void start() {
            if (used) {
                throw new IllegalThreadStateException("only once: appender");
            }
            used = true;
            super.start();
        }
    }

    /** Starts only once. */
    private static final class BrittleFilter extends TurboFilter {

        private boolean used;

        @Override
        public void start() {
            if (used) {
                throw new IllegalStateException("only once: filter");
            }
            used = true;
            super.start();
        }

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            return FilterReply.NEUTRAL;
        }
    }
}
