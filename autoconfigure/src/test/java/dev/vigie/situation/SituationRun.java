package dev.vigie.situation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.vigie.TestLogging;
import io.sentry.Sentry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application in one combination, plays every situation in it, and says what became of each. */
final class SituationRun {

    /** Only what does not come is waited for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Combination combination;

    SituationRun(Combination combination) {
        this.combination = combination;
    }

    Map<Situation, Observation> play(List<Situation> situations) {
        Map<Situation, Observation> seen = new LinkedHashMap<>();
        try (EnvelopeReceiver receiver = new EnvelopeReceiver();
                ConfigurableApplicationContext context = start(receiver)) {
            Lines lines = Lines.listen();
            RawClient client =
                    new RawClient(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
            receiver.takeAll();
            for (Situation situation : situations) {
                lines.queue.clear();
                lines.access.clear();
                seen.put(situation, play(new Situation.Scene(context, client, situation), receiver, lines));
            }
        } finally {
            Sentry.close();
            // The application had no console; other tests read theirs.
            TestLogging.asBefore();
        }
        return seen;
    }

    private Observation play(Situation.Scene scene, EnvelopeReceiver receiver, Lines lines) {
        Answer answer = Answer.NONE;
        Throwable trouble = null;
        try {
            answer = scene.situation().perform(scene);
        } catch (Exception | AssertionError unexpected) {
            trouble = unexpected;
        }
        boolean request = scene.situation().origin == Situation.Origin.REQUEST;
        if (request) {
            awaitAccessLine(lines);
        }
        // When the client leaves, the thread that writes the line need not be the one that ends the transaction.
        receiver.await(scene.situation().events, request && combination.tracing() ? 1 : 0, PATIENCE);
        // A start that failed has flushed and closed the SDK.
        EnvelopeReceiver.Received received = Sentry.isEnabled() ? receiver.takeAll() : receiver.take();
        return new Observation(
                answer,
                received.events(),
                received.transactions(),
                List.copyOf(lines.queue),
                List.copyOf(lines.access),
                trouble);
    }

    /** The last sign of a request; a client that hangs up does not wait for it. */
    private static void awaitAccessLine(Lines lines) {
        try {
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(PATIENCE)
                    .until(() -> !lines.access.isEmpty());
        } catch (ConditionTimeoutException none) {
            // That is what the test will say.
        }
    }

    private ConfigurableApplicationContext start(EnvelopeReceiver receiver) {
        SpringApplication application = new SpringApplication(SituationApplication.class);
        application.setRegisterShutdownHook(false);
        return application.run(
                "--server.port=0",
                "--server.tomcat.threads.max=4",
                "--spring.main.banner-mode=off",
                "--spring.threads.virtual.enabled=" + combination.virtualThreads(),
                "--spring.mvc.problemdetails.enabled=true",
                "--spring.servlet.multipart.max-file-size=1KB",
                "--logging.level.root=INFO",
                "--sentry.dsn=" + receiver.dsn(),
                "--sentry.release=1.2.3",
                "--vigie.errors.quota.enabled=false",
                "--sentry.traces-sample-rate=" + (combination.tracing() ? "1.0" : ""),
                "--vigie.environment=situations",
                "--vigie.web.access.exclude=",
                "--vigie.logging.console=none");
    }

    /** What stands in the log at ERROR, whoever wrote it, and the access lines. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {

        private final Queue<Observation.ErrorLine> queue = new ConcurrentLinkedQueue<>();
        private final Queue<Observation.AccessLine> access = new ConcurrentLinkedQueue<>();

        /** After the start, which sets logging up anew. */
        static Lines listen() {
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            Lines lines = new Lines();
            lines.setContext(root.getLoggerContext());
            lines.start();
            root.addAppender(lines);
            return lines;
        }

        @Override
        protected void append(ILoggingEvent line) {
            if (line.getLoggerName().equals("access")) {
                Map<String, Object> told = new LinkedHashMap<>();
                line.getKeyValuePairs().forEach(pair -> told.put(pair.key, pair.value));
                access.add(new Observation.AccessLine(told, Map.copyOf(line.getMDCPropertyMap())));
            }
            if (line.getLevel().isGreaterOrEqual(Level.ERROR)) {
                queue.add(new Observation.ErrorLine(
                        line.getLoggerName(),
                        line.getFormattedMessage(),
                        line.getMDCPropertyMap().get("eventId")));
            }
        }
    }
}
