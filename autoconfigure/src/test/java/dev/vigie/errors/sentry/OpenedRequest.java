package dev.vigie.errors.sentry;

import dev.vigie.errors.ErrorCounts;
import dev.vigie.errors.RequestFacts;
import dev.vigie.errors.RequestScopes.Incoming;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request as the filter opens it, without the filter. */
class OpenedRequest implements RequestFacts {

    static final SentryCapture CAPTURE = new SentryCapture(new ReportedErrors(), new ErrorCounts());

    static final OutcomeTimeout TIMEOUT = new OutcomeTimeout(Duration.ofSeconds(10));

    static final Incoming NOTHING_COMES_IN = new Incoming("the servlet request", null, null);

    static SentryRequestScope open() {
        return open(null);
    }

    static SentryRequestScope open(@Nullable String sentryTrace, String... baggage) {
        Incoming incoming =
                new Incoming("the servlet request", sentryTrace, baggage.length == 0 ? null : List.of(baggage));
        return (SentryRequestScope) new SentryRequestScopes(CAPTURE, TIMEOUT).open(new OpenedRequest(), incoming);
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String path() {
        return "/organisations/7";
    }

    @Override
    public String url() {
        return "http://localhost/organisations/7";
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public String transaction() {
        return "GET /organisations/{id}";
    }

    @Override
    public String requestId() {
        return "r-1";
    }

    @Override
    public @Nullable String clientIp() {
        return null;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public Instant startedAt() {
        return Instant.EPOCH;
    }

    @Override
    public @Nullable Integer status() {
        return null;
    }

    @Override
    public @Nullable Long durationMs() {
        return null;
    }
}
