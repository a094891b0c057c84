package dev.vigie.test;

import io.sentry.protocol.SentryTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/** What was captured, as a whole; each assertion about one event leads on to its details. */
public final class RecordedSentryAssert extends AbstractAssert<RecordedSentryAssert, RecordedSentry> {

    private Duration patience = Duration.ZERO;

    RecordedSentryAssert(RecordedSentry actual) {
        super(actual, RecordedSentryAssert.class);
    }

    /**
     * Lets the assertions that follow wait for what another thread captures. {@link #capturedNothing()} does not wait:
     * nothing can be awaited.
     */
    public RecordedSentryAssert within(Duration timeout) {
        patience = timeout;
        return this;
    }

    /** There is one event and no other, and it is this exception or one of a class below it. */
    public RecordedEventAssert capturedExactlyOne(Class<? extends Throwable> type) {
        actual.await(patience, sentry -> !sentry.recorded().isEmpty());
        List<RecordedEvent> events = actual.recorded();
        if (events.size() != 1 || !events.get(0).isOf(type)) {
            throw failure("%s", "Expected exactly one event, " + type.getName() + ", but " + captured());
        }
        return new RecordedEventAssert(events.get(0));
    }

    /** Among the events is exactly one with this exception, or one of a class below it. */
    public RecordedEventAssert captured(Class<? extends Throwable> type) {
        return only(event -> event.isOf(type), "one event of " + type.getName());
    }

    /** Among the events is exactly one message with this text. */
    public RecordedEventAssert capturedMessage(String text) {
        return only(event -> event.exception() == null && text.equals(event.message()), "one message \"" + text + "\"");
    }

    /** There is no event. Transactions do not count. */
    public RecordedSentryAssert capturedNothing() {
        if (!actual.recorded().isEmpty()) {
            throw failure("%s", "Expected no event, but " + captured());
        }
        return this;
    }

    /** There are so many events. */
    public RecordedSentryAssert hasEvents(int expected) {
        actual.await(patience, sentry -> sentry.recorded().size() >= expected);
        if (actual.recorded().size() != expected) {
            throw failure("%s", "Expected %d event(s), but %s".formatted(expected, captured()));
        }
        return this;
    }

    /** So many transactions have ended. */
    public RecordedSentryAssert hasTransactions(int expected) {
        actual.await(patience, sentry -> sentry.transactions().size() >= expected);
        if (actual.transactions().size() != expected) {
            throw failure("%s", "Expected %d transaction(s), but %s".formatted(expected, captured()));
        }
        return this;
    }

    /** A transaction of this name, such as {@code GET /a/{id}}, has ended. */
    public RecordedSentryAssert hasTransaction(String name) {
        if (!actual.await(patience, sentry -> names(sentry).contains(name))) {
            throw failure("%s", "Expected a transaction " + name + ", but " + captured());
        }
        return this;
    }

    private RecordedEventAssert only(Predicate<RecordedEvent> wanted, String description) {
        actual.await(patience, sentry -> sentry.recorded().stream().anyMatch(wanted));
        List<RecordedEvent> found = actual.recorded().stream().filter(wanted).toList();
        if (found.size() != 1) {
            throw failure("%s", "Expected " + description + ", but " + captured());
        }
        return new RecordedEventAssert(found.get(0));
    }

    private static List<String> names(RecordedSentry sentry) {
        return sentry.transactions().stream()
                .map(SentryTransaction::getTransaction)
                .map(String::valueOf)
                .toList();
    }

    private String captured() {
        if (!actual.isInUse()) {
            return "the SDK was never started with this recorder: is Sentry's starter on the class path, and its"
                    + " auto-configuration in this context?";
        }
        List<String> lines = new ArrayList<>();
        List<RecordedEvent> events = actual.recorded();
        lines.add(events.isEmpty() ? "there is none." : "there are " + events.size() + ":");
        for (RecordedEvent event : events) {
            lines.add("  " + event.inOneLine());
        }
        lines.add("Transactions: " + names(actual));
        return String.join("\n", lines);
    }
}
