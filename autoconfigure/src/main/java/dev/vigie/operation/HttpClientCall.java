package dev.vigie.operation;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.Spans;
import dev.vigie.errors.Spans.Span;
import dev.vigie.metrics.TagLimit;
import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.transport.SenderContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** What the observation of an HTTP call by RestClient, RestTemplate or WebClient tells; by template, not by address. */
final class HttpClientCall {

    private static final String BAGGAGE = "baggage";
    private static final String BLOCKING = "org.springframework.http.client.";
    private static final boolean HAS_HTTP_MESSAGES =
            ClassUtils.isPresent("org.springframework.http.HttpMessage", HttpClientCall.class.getClassLoader());

    private HttpClientCall() {}

    /** The two contexts of Spring have this name in common, and no type. */
    static boolean isOne(Context context) {
        return context instanceof SenderContext<?>
                && context.getClass().getSimpleName().equals("ClientRequestObservationContext");
    }

    static String description(Context context) {
        return text(value(context, "method")) + " " + text(value(context, "client.name")) + path(value(context, "uri"));
    }

    /** Its template may be a whole address with a query, and then the query is no template. */
    private static String path(@Nullable String uri) {
        if (uri == null || uri.equals(TagLimit.OTHER)) {
            return "";
        }
        int query = uri.indexOf('?');
        return query < 0 ? uri : uri.substring(0, query);
    }

    /**
     * A step on the way to an error; only of a call that blocks its caller, as any other ends on a thread of nobody.
     */
    static void remember(Context context, ErrorTracker tracker) {
        if (!context.getClass().getName().startsWith(BLOCKING)) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("method", text(value(context, "method")));
        facts.put("url", text(value(context, "client.name")) + path(value(context, "uri")));
        facts.put("status_code", text(value(context, "status")));
        tracker.addBreadcrumb(description(context), "http", facts);
    }

    static void status(Context context, Span span) {
        String status = isOne(context) ? value(context, "status") : null;
        if (status != null && status.length() == 3 && status.chars().allMatch(Character::isDigit)) {
            span.status(Integer.parseInt(status));
        }
    }

    /** The headers by which the other application continues this trace. */
    static void handOn(Context context, Spans spans, @Nullable Span span) {
        if (context instanceof SenderContext<?> sender) {
            handOn(sender, spans, span);
        }
    }

    private static <C> void handOn(SenderContext<C> context, Spans spans, @Nullable Span span) {
        C carrier = context.getCarrier();
        if (carrier == null) {
            return;
        }
        KeyValue url = context.getHighCardinalityKeyValue("http.url");
        spans.headers(span, url == null ? "" : url.getValue(), baggage(carrier))
                .forEach((name, value) -> context.getSetter().set(carrier, name, value));
    }

    private static List<String> baggage(Object carrier) {
        return HAS_HTTP_MESSAGES ? OutgoingBaggage.of(carrier) : List.of();
    }

    private static @Nullable String value(Context context, String key) {
        KeyValue found = context.getLowCardinalityKeyValue(key);
        return found == null || found.getValue().equals(KeyValue.NONE_VALUE) ? null : found.getValue();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** In a class of its own: Spring Web may be absent. */
    private static final class OutgoingBaggage {

        private OutgoingBaggage() {}

        static List<String> of(Object carrier) {
            if (carrier instanceof org.springframework.http.HttpMessage message) {
                // Not get: HttpHeaders is a Map in Spring 6 and none in Spring 7.
                return message.getHeaders().getValuesAsList(BAGGAGE);
            }
            return List.of();
        }
    }
}
