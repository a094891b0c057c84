package dev.vigie.situation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Holds what was observed against what is expected: the answer, the number of events, and that each is complete. */
final class SituationCheck {

    private final Situation situation;
    private final Observation seen;
    private final Combination combination;

    SituationCheck(Situation situation, Observation seen, Combination combination) {
        this.situation = situation;
        this.seen = seen;
        this.combination = combination;
    }

    void run() {
        assertThat(seen.trouble()).as("trouble while it was played").isNull();
        answer();
        assertThat(seen.events())
                .as(
                        "events, which are %s",
                        seen.events().stream().map(SentItem::brief).toList())
                .hasSize(situation.events);
        seen.events().forEach(this::event);
        ids();
        if (situation.origin == Situation.Origin.REQUEST) {
            transactions();
            assertThat(seen.access()).as("access lines").hasSize(1);
            access(seen.access().get(0));
        }
    }

    /** Whatever became of the request, it has one line. */
    private void access(Observation.AccessLine line) {
        assertThat(line.mdc())
                .containsEntry("requestId", situation.requestId())
                .containsEntry("route", situation.transaction)
                .containsKey("traceId");
        if (situation.userExpected) {
            assertThat(line.mdc()).containsEntry("userId", "ada");
        }
        assertThat(line.told())
                .containsEntry("method", situation.method())
                .containsEntry("path", pathWithoutQuery())
                .containsEntry("client_ip", "127.0.0.1")
                .containsKey("duration_ms");
        assertThat(line.told()).containsEntry("status", situation.outcome());
    }

    private void answer() {
        assertThat(seen.answer().status()).as("status").isEqualTo(situation.status);
        if (situation.status != 0) {
            assertThat(seen.answer().complete()).as("the answer is complete").isEqualTo(!situation.cutOff);
        }
        if (situation.problem) {
            assertThat(seen.answer().isProblem()).as("problem document").isTrue();
            assertThat(seen.answer().member("detail")).isEqualTo("Internal server error");
        }
    }

    private void event(SentItem event) {
        if (situation.what != null) {
            assertThat(event.what()).as("exception or message").isEqualTo(situation.what);
        }
        assertThat(event.level()).as("level").isEqualTo(situation.level);
        if (situation.handled != null) {
            assertThat(event.handled()).as("handled").isEqualTo(situation.handled);
        }
        assertThat(event.text("environment")).as("environment").isEqualTo("situations");
        assertThat(event.text("release")).as("release").isEqualTo("1.2.3");
        assertThat(event.text("contexts", "trace", "trace_id")).as("trace id").matches("[0-9a-f]{32}");
        if (situation.origin == Situation.Origin.REQUEST) {
            ofTheRequest(event);
        } else {
            assertThat(String.valueOf(event.at("extra", "location")) + event.at("tags", "location"))
                    .as("location, as extra or tag")
                    .isNotEqualTo("nullnull");
            assertThat(foreignSteps(event)).as("breadcrumbs of requests").isEmpty();
        }
    }

    private void ofTheRequest(SentItem event) {
        assertThat(event.text("transaction")).as("transaction").isEqualTo(situation.transaction);
        assertThat(event.text("tags", "request_id")).as("tag request_id").isEqualTo(situation.requestId());
        assertThat(event.text("request", "method")).as("method of the request").isEqualTo(situation.method());
        assertThat(event.text("request", "url")).as("url of the request").endsWith(pathWithoutQuery());
        assertThat(event.text("request", "headers", "Accept"))
                .as("header Accept of the request")
                .isEqualTo(situation.headersToSend().get("Accept"));
        if (!event.what().startsWith("\"Login failed")) {
            assertThat(event.text("extra", "method")).as("extra method").isEqualTo(situation.method());
            assertThat(event.text("extra", "url")).as("extra url").endsWith(pathWithoutQuery());
        }
        assertThat(event.text("user", "id")).as("user").isEqualTo(situation.userExpected ? "ada" : null);
        breadcrumbs(event);
        String traceId = seen.answer().member("traceId");
        if (traceId != null) {
            assertThat(event.text("contexts", "trace", "trace_id"))
                    .as("trace id, as in the answer")
                    .isEqualTo(traceId);
        }
    }

    private String pathWithoutQuery() {
        return situation.path().replaceFirst("\\?.*", "");
    }

    private void breadcrumbs(SentItem event) {
        List<Map<String, Object>> ofRequests = event.breadcrumbs().stream()
                .filter(breadcrumb -> "http".equals(breadcrumb.get("category")))
                .toList();
        assertThat(ofRequests).as("breadcrumbs of category http").hasSize(1);
        assertThat(ofRequests.get(0).get("data"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .as("data of the request breadcrumb")
                .containsKeys("url", "method", "client_ip");
        assertThat(foreignSteps(event)).as("breadcrumbs of other requests").isEmpty();
    }

    /** Each request leaves a step with its own id; see {@link SituationApplication}. */
    private List<String> foreignSteps(SentItem event) {
        return event.breadcrumbs().stream()
                .map(breadcrumb -> String.valueOf(breadcrumb.get("message")))
                .filter(message -> message.startsWith(SituationApplication.STEP))
                .filter(message -> situation.origin == Situation.Origin.BACKGROUND
                        || !message.equals(SituationApplication.STEP + situation.requestId()))
                .toList();
    }

    /** An id is told where it was promised, is never that of another event, and never told when nothing was sent. */
    private void ids() {
        String id = seen.events().isEmpty() ? null : seen.events().get(0).text("event_id");
        String header = seen.answer().header("x-sentry-event-id");
        String body = seen.answer().member("eventId");
        if (situation.idInHeader || header != null) {
            assertThat(header).as("header X-Sentry-Event-Id").isEqualTo(id);
        }
        if (situation.idInBody || body != null) {
            assertThat(body).as("eventId of the body").isEqualTo(id);
        }
        assertThat(seen.lines())
                .allSatisfy(line ->
                        assertThat(line.eventId()).as("eventId of %s", line).isIn(null, id));
        if (situation.problem) {
            assertThat(seen.lines())
                    .as("error lines of the request")
                    .filteredOn(line -> line.message().equals("unhandled_exception"))
                    .singleElement()
                    .matches(line -> Objects.equals(line.eventId(), id), "carries the event id " + id);
        }
        if (situation.origin == Situation.Origin.REQUEST && situation.status != 0) {
            assertThat(seen.answer().header("x-request-id"))
                    .as("header X-Request-ID")
                    .isEqualTo(situation.requestId());
        }
    }

    private void transactions() {
        List<String> names = seen.transactions().stream()
                .map(item -> item.text("transaction"))
                .toList();
        assertThat(names)
                .as("transactions")
                .isEqualTo(combination.tracing() ? List.of(situation.transaction) : List.of());
        if (situation.status == 0) {
            assertThat(seen.transactions())
                    .as("status of the transaction: the client has gone")
                    .allSatisfy(transaction -> assertThat(transaction.text("contexts", "trace", "status"))
                            .isEqualTo("cancelled"));
        }
        for (SentItem event : seen.events()) {
            for (SentItem transaction : seen.transactions()) {
                assertThat(event.text("contexts", "trace", "trace_id"))
                        .as("trace id, as in the transaction")
                        .isEqualTo(transaction.text("contexts", "trace", "trace_id"));
            }
        }
    }
}
