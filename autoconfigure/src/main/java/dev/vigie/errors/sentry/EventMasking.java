package dev.vigie.errors.sentry;

import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.RequestData;
import io.sentry.Breadcrumb;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.SentryLogEvent;
import io.sentry.SentryLogEventAttributeValue;
import io.sentry.SentryMetricsEvent;
import io.sentry.SpanContext;
import io.sentry.protocol.Contexts;
import io.sentry.protocol.Feedback;
import io.sentry.protocol.Message;
import io.sentry.protocol.Request;
import io.sentry.protocol.Response;
import io.sentry.protocol.SentryException;
import io.sentry.protocol.SentryTransaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The last look at everything that leaves for Sentry: secrets are masked, people and requests told as the properties
 * say. A part that cannot be looked at is not shown; the event goes in any case.
 */
final class EventMasking implements EventProcessor {

    private final MaskedParts parts;
    private final MaskedRequest requests;

    static EventMasking of(Masking masking, RequestData requests, PersonalData people) {
        MaskedParts parts = new MaskedParts(masking);
        return new EventMasking(parts, new MaskedRequest(parts, requests, people));
    }

    EventMasking(MaskedParts parts, MaskedRequest requests) {
        this.parts = parts;
        this.requests = requests;
    }

    @Override
    public SentryEvent process(SentryEvent event, Hint hint) {
        common(event);
        replace(event.getMessage(), this::message, event::setMessage, EventMasking::notShown);
        replace(event.getTransaction(), parts::text, event::setTransaction, () -> Masking.NOT_SHOWN);
        replace(event.getFingerprints(), this::texts, event::setFingerprints, List::of);
        List<SentryException> exceptions = event.getExceptions();
        if (exceptions != null) {
            exceptions.forEach(exception ->
                    replace(exception.getValue(), parts::text, exception::setValue, () -> Masking.NOT_SHOWN));
        }
        return event;
    }

    @Override
    public SentryTransaction process(SentryTransaction transaction, Hint hint) {
        common(transaction);
        transaction.getSpans().replaceAll(span -> {
            try {
                return parts.span(span);
            } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
                span.setData(null);
                span.getTags().clear();
                return span;
            }
        });
        return transaction;
    }

    @Override
    public SentryLogEvent process(SentryLogEvent event) {
        String body = event.getBody();
        replace(body, parts::text, event::setBody, () -> Masking.NOT_SHOWN);
        String masked = event.getBody();
        replace(event.getAttributes(), map -> attributes(map, body, masked), event::setAttributes, Map::of);
        return event;
    }

    @Override
    public SentryMetricsEvent process(SentryMetricsEvent event, Hint hint) {
        replace(event.getAttributes(), map -> attributes(map, "", ""), event::setAttributes, Map::of);
        return event;
    }

    private void common(SentryBaseEvent event) {
        Request request = event.getRequest();
        replace(event.getUser(), user -> requests.user(user, request), event::setUser, () -> null);
        replace(request, requests::request, event::setRequest, () -> null);
        replace(event.getTags(), parts::texts, event::setTags, Map::of);
        replace(event.getExtras(), parts::values, event::setExtras, Map::of);
        replace(event.getBreadcrumbs(), this::breadcrumbs, event::setBreadcrumbs, List::of);
        Contexts contexts = event.getContexts();
        for (Map.Entry<String, Object> context : List.copyOf(contexts.entrySet())) {
            String key = context.getKey();
            replace(
                    context.getValue(),
                    value -> context(key, value),
                    value -> contexts.put(key, value),
                    () -> Masking.NOT_SHOWN);
        }
    }

    /** What cannot be masked is replaced: an event must neither be lost nor leave as it is. */
    private static <T> void replace(
            @Nullable T value, Way<T> way, Consumer<@Nullable T> setter, Supplier<@Nullable T> otherwise) {
        if (value == null) {
            return;
        }
        try {
            setter.accept(way.masked(value));
        } catch (RuntimeException | StackOverflowError | LinkageError itsOwnTrouble) {
            setter.accept(otherwise.get());
        }
    }

    /** The SDK's own facts about the machine, such as its runtime, stay as they are. */
    private @Nullable Object context(String key, Object value) {
        if (value instanceof SpanContext trace) {
            return parts.trace(trace);
        }
        if (value instanceof Response response) {
            return requests.response(response);
        }
        if (value instanceof Feedback feedback) {
            Feedback masked = new Feedback(feedback);
            masked.setMessage(String.valueOf(parts.text(feedback.getMessage())));
            masked.setUrl(parts.text(feedback.getUrl()));
            return masked;
        }
        boolean sdks = value.getClass().getName().startsWith("io.sentry.");
        return sdks ? value : parts.value(key, value);
    }

    private Message message(Message message) {
        Message masked = new Message();
        String formatted = message.getFormatted() == null ? "" : message.getFormatted();
        String shown = message.getFormatted() == null ? "" : String.valueOf(parts.text(formatted));
        masked.setFormatted(message.getFormatted() == null ? null : shown);
        masked.setMessage(parts.text(message.getMessage()));
        if (message.getParams() != null) {
            masked.setParams(texts(message.getParams()));
            masked.getParams()
                    .replaceAll(parameter -> isMaskedIn(parameter, formatted, shown) ? Masking.MASK : parameter);
        }
        return masked;
    }

    /** Of {@code log.info("password={}", parameter)} only the whole message says what the parameter is. */
    private static boolean isMaskedIn(String parameter, String message, String masked) {
        return !parameter.isEmpty() && message.contains(parameter) && !masked.contains(parameter);
    }

    private List<String> texts(List<String> texts) {
        List<String> masked = new ArrayList<>();
        texts.forEach(text -> masked.add(String.valueOf(parts.text(text))));
        return masked;
    }

    private static Message notShown() {
        Message message = new Message();
        message.setFormatted(Masking.NOT_SHOWN);
        return message;
    }

    private List<Breadcrumb> breadcrumbs(List<Breadcrumb> breadcrumbs) {
        List<Breadcrumb> masked = new ArrayList<>(breadcrumbs.size());
        for (Breadcrumb breadcrumb : breadcrumbs) {
            try {
                masked.add(parts.breadcrumb(breadcrumb));
            } catch (RuntimeException | StackOverflowError itsOwnTrouble) {
                masked.add(new Breadcrumb(Masking.NOT_SHOWN));
            }
        }
        return masked;
    }

    private Map<String, SentryLogEventAttributeValue> attributes(
            Map<String, SentryLogEventAttributeValue> attributes, String message, String masked) {
        Map<String, SentryLogEventAttributeValue> shown = new LinkedHashMap<>();
        attributes.forEach((key, attribute) -> {
            Object value = attribute.getValue();
            Object told = isMaskedIn(String.valueOf(value), message, masked) ? Masking.MASK : parts.value(key, value);
            boolean other = told instanceof String && !(value instanceof String);
            shown.put(key, new SentryLogEventAttributeValue(other ? "string" : attribute.getType(), told));
        });
        return shown;
    }

    /** How one value is masked. */
    @FunctionalInterface
    private interface Way<T> {

        @Nullable
        T masked(T value);
    }
}
