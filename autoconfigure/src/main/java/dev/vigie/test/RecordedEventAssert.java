package dev.vigie.test;

import io.sentry.Breadcrumb;
import io.sentry.SentryEvent;
import io.sentry.SentryLevel;
import io.sentry.protocol.Mechanism;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.User;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** One captured event; {@code satisfies} gives the SDK's own type for what is not here. */
public final class RecordedEventAssert extends AbstractAssert<RecordedEventAssert, SentryEvent> {

    private final RecordedEvent recorded;

    RecordedEventAssert(RecordedEvent recorded) {
        super(recorded.event(), RecordedEventAssert.class);
        this.recorded = recorded;
    }

    /** Its transaction is exactly this, such as {@code GET /a/{id}}. */
    public RecordedEventAssert withTransaction(String expected) {
        return is("transaction", expected, actual.getTransaction());
    }

    /** Its level; an event that does not say is an error. */
    public RecordedEventAssert withLevel(SentryLevel expected) {
        SentryLevel level = actual.getLevel();
        return is("level", expected, level == null ? SentryLevel.ERROR : level);
    }

    /** The message of the exception, or the message it is, is exactly this. */
    public RecordedEventAssert withMessage(String expected) {
        SentryException exception = recorded.exception();
        return is("message", expected, exception == null ? recorded.message() : exception.getValue());
    }

    /** It has this tag. */
    public RecordedEventAssert withTag(String key, String expected) {
        return is("tag " + key, expected, actual.getTag(key));
    }

    /** It has this extra; compared as text, which is how it is sent. */
    public RecordedEventAssert withExtra(String key, Object expected) {
        Object extra = actual.getExtra(key);
        return is("extra " + key, expected.toString(), extra == null ? null : extra.toString());
    }

    /** It is about the user with this id. */
    public RecordedEventAssert withUserId(String expected) {
        User user = actual.getUser();
        return is("user id", expected, user == null ? null : user.getId());
    }

    /** It says nothing of who the user is. */
    public RecordedEventAssert withoutUser() {
        User user = actual.getUser();
        boolean somebody =
                user != null && (user.getId() != null || user.getUsername() != null || user.getEmail() != null);
        return somebody ? fail("Expected no user, but it is " + user.getId()) : this;
    }

    /** One of its breadcrumbs has this message. */
    public RecordedEventAssert withBreadcrumb(String message) {
        List<String> messages = breadcrumbs().stream()
                .map(breadcrumb -> Objects.toString(breadcrumb.getMessage(), "<" + breadcrumb.getCategory() + ">"))
                .toList();
        return messages.contains(message)
                ? this
                : fail("Expected breadcrumb \"" + message + "\", but there are " + messages);
    }

    /** It has exactly so many breadcrumbs of this category, such as {@code http}. */
    public RecordedEventAssert withBreadcrumbs(String category, int expected) {
        long found = breadcrumbs().stream()
                .filter(breadcrumb -> category.equals(breadcrumb.getCategory()))
                .count();
        return is("number of breadcrumbs of category " + category, (long) expected, found);
    }

    /** It belongs to a request with this method, and an address that ends with this path. */
    public RecordedEventAssert withRequest(String method, String path) {
        Request request = actual.getRequest();
        if (request == null) {
            return fail("Expected request " + method + " " + path + ", but there is none");
        }
        is("method of the request", method, request.getMethod());
        String url = String.valueOf(request.getUrl());
        return url.endsWith(path) ? this : fail("Expected a request of " + path + ", but it is " + url);
    }

    /** Nobody answered the exception but us or the container. */
    public RecordedEventAssert unhandled() {
        return is("handled", false, isHandled());
    }

    /** The application answered the exception itself. */
    public RecordedEventAssert handled() {
        return is("handled", true, isHandled());
    }

    /** Nowhere in what would be sent does this text stand: a password, for example. */
    public RecordedEventAssert withoutText(String secret) {
        int at = recorded.payload().indexOf(secret);
        if (at < 0) {
            return this;
        }
        String around = recorded.payload()
                .substring(Math.max(0, at - 60), Math.min(recorded.payload().length(), at + secret.length() + 20));
        return fail("Expected no \"" + secret + "\", but it is sent: ..." + around + "...");
    }

    private List<Breadcrumb> breadcrumbs() {
        List<Breadcrumb> breadcrumbs = actual.getBreadcrumbs();
        return breadcrumbs == null ? List.of() : breadcrumbs;
    }

    private @Nullable Boolean isHandled() {
        SentryException exception = recorded.exception();
        Mechanism mechanism = exception == null ? null : exception.getMechanism();
        return mechanism == null ? null : mechanism.isHandled();
    }

    private RecordedEventAssert is(String what, Object expected, @Nullable Object found) {
        return expected.equals(found) ? this : fail("Expected " + what + " " + expected + ", but it is " + found);
    }

    private RecordedEventAssert fail(String message) {
        throw failure("%s", message + "\nThe event: " + recorded.inOneLine());
    }
}
