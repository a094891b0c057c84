package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A message that the thread that writes puts together says what it said when it was logged. */
class LateMessageTests {

    private final LoggerContext context = RecordedLines.newContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    static Stream<Object[]> messages() {
        return Stream.of(
                new Object[] {"{} of {}", new Object[] {4711, "Alforis"}},
                new Object[] {"{} of {}", new Object[] {1}},
                new Object[] {"{}", new Object[] {1, 2, 3}},
                new Object[] {"nothing", new Object[] {1}},
                new Object[] {"\\{} {} \\\\{}", new Object[] {1L, 'c', true}},
                new Object[] {"{}{}{}", new Object[] {null, 1.5, new UUID(1, 2)}},
                new Object[] {"{} {}", new Object[] {"{}", "\n"}},
                new Object[] {null, new Object[] {1}},
                new Object[] {"{}", new Object[] {"x".repeat(20_000)}},
                new Object[] {"x".repeat(200_000) + "{}", new Object[] {1}},
                new Object[] {"{}", new Object[] {new int[] {1, 2}}});
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isTheOneOfLogback(String template, Object[] arguments) {
        String logbacks = String.valueOf(event(template, arguments).getFormattedMessage());
        assertThat(line(template, arguments).getFormattedMessage()).isEqualTo(QueuedEvent.bounded(logbacks));
    }

    @Test
    void doesNotChangeWithTheArrayOfTheApplication() {
        Object[] own = {1, "two"};
        QueuedEvent line = line("{} {}", own);
        own[0] = 7;
        own[1] = "changed";
        assertThat(line.getFormattedMessage()).isEqualTo("1 two");
    }

    @Test
    void isMadeAtOnceWhereAnArgumentMayChange() {
        AtomicInteger changes = new AtomicInteger(1);
        StringBuilder text = new StringBuilder("before");
        QueuedEvent line = line("{} {} {}", 7, changes, text);
        changes.set(2);
        text.append(" and after");
        assertThat(line.getFormattedMessage()).isEqualTo("7 1 before");
    }

    @Test
    void isTheOneThatAnEventOfTheApplicationMakes() {
        LoggingEvent redacted =
                new LoggingEvent(
                        "here", context.getLogger("com.acme.Any"), Level.INFO, "{} paid", null, new Object[] {"Ada"}) {
                    @Override
                    public String getFormattedMessage() {
                        return "*** paid";
                    }
                };
        assertThat(new QueuedEvent(redacted, "application", false).getFormattedMessage())
                .isEqualTo("*** paid");
    }

    @Test
    void weighsWhatItWillTake() {
        int empty = line("{}", "").weight();
        assertThat(line("{}", "x".repeat(1_000)).weight() - empty).isBetween(2_000, 8_000);
    }

    private QueuedEvent line(String template, Object... arguments) {
        return new QueuedEvent(event(template, arguments), "application", false);
    }

    private LoggingEvent event(String template, Object[] arguments) {
        return new LoggingEvent("here", context.getLogger("com.acme.Any"), Level.INFO, template, null, arguments);
    }
}
