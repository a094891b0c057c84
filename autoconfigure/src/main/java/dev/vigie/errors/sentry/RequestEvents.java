package dev.vigie.errors.sentry;

import dev.vigie.errors.RequestFacts;
import io.sentry.Breadcrumb;
import io.sentry.EventProcessor;
import io.sentry.Hint;
import io.sentry.SentryBaseEvent;
import io.sentry.SentryEvent;
import io.sentry.protocol.Request;
import io.sentry.protocol.SentryTransaction;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Completes the events of one request. Everything is read from the request when there is an event, not copied
 * beforehand: most requests have none.
 */
final class RequestEvents implements EventProcessor {

    /** Under this key the hint of an event holds the request it belongs to. */
    static final String OWNER = "vigie:request";

    private final RequestFacts facts;

    RequestEvents(RequestFacts facts) {
        this.facts = facts;
    }

    @Override
    public SentryEvent process(SentryEvent event, Hint hint) {
        hint.set(OWNER, facts);
        // Always: with tracing on, the SDK has put the transaction's provisional name here.
        event.setTransaction(facts.transaction());
        complete(event);
        return event;
    }

    @Override
    public SentryTransaction process(SentryTransaction transaction, Hint hint) {
        complete(transaction);
        return transaction;
    }

    private void complete(SentryBaseEvent event) {
        if (event.getRequest() == null) {
            event.setRequest(request());
        }
        event.setTag("request_id", facts.requestId());
        setExtraIfNone(event, "url", facts.url());
        setExtraIfNone(event, "method", facts.method());
        List<Breadcrumb> breadcrumbs = new ArrayList<>();
        breadcrumbs.add(breadcrumb());
        List<Breadcrumb> later = event.getBreadcrumbs();
        if (later != null) {
            HeldLine itself = HeldLine.released();
            Breadcrumb own = itself == null ? null : itself.breadcrumb();
            later.stream().filter(step -> !step.equals(own)).forEach(breadcrumbs::add);
        }
        event.setBreadcrumbs(breadcrumbs);
    }

    private static void setExtraIfNone(SentryBaseEvent event, String key, String value) {
        if (event.getExtra(key) == null) {
            event.setExtra(key, value);
        }
    }

    private Request request() {
        Request request = new Request();
        request.setMethod(facts.method());
        request.setUrl(facts.url());
        request.setQueryString(facts.query());
        request.setHeaders(facts.headers());
        request.setData(facts.body());
        String clientIp = facts.clientIp();
        if (clientIp != null) {
            request.setEnvs(Map.of("REMOTE_ADDR", clientIp));
        }
        return request;
    }

    private Breadcrumb breadcrumb() {
        Breadcrumb breadcrumb = new Breadcrumb(Date.from(facts.startedAt()));
        breadcrumb.setType("http");
        breadcrumb.setCategory("http");
        String query = facts.query();
        breadcrumb.setData("url", query == null ? facts.url() : facts.url() + "?" + query);
        breadcrumb.setData("method", facts.method());
        set(breadcrumb, "client_ip", facts.clientIp());
        set(breadcrumb, "status_code", facts.status());
        set(breadcrumb, "duration_ms", facts.durationMs());
        return breadcrumb;
    }

    private static void set(Breadcrumb breadcrumb, String key, @Nullable Object value) {
        if (value != null) {
            breadcrumb.setData(key, value);
        }
    }
}
