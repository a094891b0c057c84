package dev.vigie.errors.sentry;

import dev.vigie.privacy.Masking;
import io.sentry.Breadcrumb;
import io.sentry.SpanContext;
import io.sentry.protocol.SentrySpan;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an event, masked. Always a copy: the SDK shares breadcrumbs, spans and maps between the event, the scope
 * and other events.
 */
final class MaskedParts {

    /** Spans' data that is SQL in any case. */
    private static final String[] STATEMENTS = {"db.statement", "db.query.text", "db.query"};

    private final Masking masking;

    MaskedParts(Masking masking) {
        this.masking = masking;
    }

    @Nullable
    String text(@Nullable String text) {
        return text == null ? null : masking.text(text);
    }

    Map<String, @Nullable Object> values(Map<String, ?> values) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            // Some of the SDK's maps take no null.
            if (value != null) {
                masked.put(key, value(key, value));
            }
        });
        return masked;
    }

    @Nullable
    Object value(String key, @Nullable Object value) {
        for (String statement : STATEMENTS) {
            if (value instanceof String sql && key.equals(statement)) {
                return masking.sql(sql);
            }
        }
        return masking.value(key, value);
    }

    Map<String, String> texts(Map<String, String> texts) {
        Map<String, String> masked = new LinkedHashMap<>();
        texts.forEach((key, value) -> masked.put(key, String.valueOf(masking.value(key, value))));
        return masked;
    }

    Breadcrumb breadcrumb(Breadcrumb breadcrumb) {
        Breadcrumb masked = new Breadcrumb(breadcrumb.getTimestamp());
        masked.setType(breadcrumb.getType());
        masked.setCategory(breadcrumb.getCategory());
        masked.setLevel(breadcrumb.getLevel());
        masked.setOrigin(breadcrumb.getOrigin());
        masked.setMessage(description(breadcrumb.getCategory(), breadcrumb.getMessage()));
        values(breadcrumb.getData()).forEach(masked::setData);
        return masked;
    }

    SentrySpan span(SentrySpan span) {
        SentrySpan masked = new SentrySpan(
                span.getStartTimestamp(),
                span.getTimestamp(),
                span.getTraceId(),
                span.getSpanId(),
                span.getParentSpanId(),
                span.getOp(),
                description(span.getOp(), span.getDescription()),
                span.getStatus(),
                span.getOrigin(),
                texts(span.getTags()),
                span.getMeasurements(),
                span.getData() == null ? null : values(span.getData()));
        masked.setUnknown(span.getUnknown());
        return masked;
    }

    SpanContext trace(SpanContext trace) {
        SpanContext masked = new SpanContext(trace);
        // These three the SDK's copy forgets.
        masked.setOrigin(trace.getOrigin());
        masked.setInstrumenter(trace.getInstrumenter());
        masked.setProfilerId(trace.getProfilerId());
        masked.setDescription(description(trace.getOperation(), trace.getDescription()));
        values(trace.getData()).forEach(masked::setData);
        texts(trace.getTags()).forEach(masked::setTag);
        return masked;
    }

    /** Of a span, by its operation, or of a breadcrumb, by its category, which is {@code query} in Sentry's words. */
    private @Nullable String description(@Nullable String kind, @Nullable String description) {
        String lower = kind == null ? "" : kind.toLowerCase(Locale.ROOT);
        boolean database = lower.startsWith("db") || lower.startsWith("sql") || lower.equals("query");
        return description != null && database ? masking.sql(description) : text(description);
    }
}
