package dev.vigie.situation;

import dev.vigie.situation.SituationApplication.FinishedRequests;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** The answer has begun, or is about to, when it fails; or the client has gone. */
final class StreamSituations {

    private static final String FAMILY = "A stream";
    private static final byte[] BLOCK = "0123456789".repeat(10_000).getBytes(StandardCharsets.UTF_8);

    private StreamSituations() {}

    static List<Situation> all() {
        return List.of(
                Situation.of(FAMILY, "a StreamingResponseBody fails before the first byte")
                        .get("/stream/{id}/body/before")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                begun("a StreamingResponseBody fails in the middle", "/stream/{id}/body/middle"),
                begun("a handler fails while it writes", "/stream/{id}/written"),
                Situation.of(FAMILY, "an SseEmitter is completed with an error before the first event")
                        .get("/stream/{id}/events/before")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                begun("an SseEmitter is completed with an error after an event", "/stream/{id}/events/after"),
                Situation.of(FAMILY, "a partner hangs up while its answer is handed on")
                        .get("/stream/{id}/partner")
                        .answers(200)
                        .cutOff()
                        .sendsOne(IOException.class)
                        .unhandled(),
                Situation.of(FAMILY, "a partner resets the connection while its answer is handed on")
                        .get("/stream/{id}/partner/reset")
                        .answers(200)
                        .sendsOne(IOException.class)
                        .unhandled(),
                Situation.of(FAMILY, "a partner hangs up before the answer has begun")
                        .get("/stream/{id}/partner/nothing")
                        .answersProblem()
                        .sendsOne(EOFException.class)
                        .unhandled(),
                Situation.of(FAMILY, "a partner hangs up before the answer has begun, and a browser waits")
                        .get("/stream/{id}/partner/nothing")
                        .header("Accept", "text/html")
                        .answers(500)
                        .sendsOne(EOFException.class)
                        .unhandled()
                        .tellsIdInHeader(),
                left("the client goes away while an SseEmitter sends", "/stream/{id}/endless-events"),
                left("the client goes away while a handler writes", "/stream/{id}/endless"),
                left("the client goes away while a handler writes, which logs that", "/stream/{id}/endless-logged"),
                left("the client goes away while a body streams", "/stream/{id}/endless-body"));
    }

    /** The status has gone out already; that the answer ends too early is all the client sees. */
    private static Situation begun(String name, String template) {
        return Situation.of(FAMILY, name)
                .get(template)
                .answers(200)
                .cutOff()
                .sendsOne(IllegalStateException.class)
                .unhandled();
    }

    private static Situation left(String name, String template) {
        return Situation.of(FAMILY, name)
                .get(template)
                .answers(0)
                .sendsNothing()
                .doing(scene -> {
                    Situation situation = scene.situation();
                    scene.client().hangUp("GET", situation.path(), situation.headersToSend());
                    FinishedRequests finished = scene.application().getBean(FinishedRequests.class);
                    Awaitility.await("the end of the handler")
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> finished.isWritten(situation.requestId()));
                    finished.awaitEnd(situation.requestId());
                    return Answer.NONE;
                });
    }

    @RestController
    static class Handlers {

        private static final Logger log = LoggerFactory.getLogger(Handlers.class);

        private final FinishedRequests finished;

        Handlers(FinishedRequests finished) {
            this.finished = finished;
        }

        @GetMapping("/stream/{id}/body/before")
        StreamingResponseBody before() {
            return out -> {
                throw new IllegalStateException("before the first byte");
            };
        }

        @GetMapping("/stream/{id}/body/middle")
        StreamingResponseBody middle() {
            return out -> {
                out.write(BLOCK);
                out.flush();
                throw new IllegalStateException("in the middle");
            };
        }

        @GetMapping("/stream/{id}/written")
        void written(OutputStream out) throws IOException {
            out.write(BLOCK);
            out.flush();
            throw new IllegalStateException("in the middle");
        }

        @GetMapping("/stream/{id}/events/before")
        SseEmitter eventsBefore() {
            SseEmitter emitter = new SseEmitter();
            emitter.completeWithError(new IllegalStateException("before the first event"));
            return emitter;
        }

        @GetMapping("/stream/{id}/events/after")
        SseEmitter eventsAfter() throws IOException {
            SseEmitter emitter = new SseEmitter();
            emitter.send("first");
            emitter.completeWithError(new IllegalStateException("after an event"));
            return emitter;
        }

        @GetMapping("/stream/{id}/endless")
        void endless(@RequestHeader("X-Request-ID") String id, OutputStream out) throws IOException {
            writeFor(id, out);
        }

        @GetMapping("/stream/{id}/partner")
        StreamingResponseBody partner() {
            return out -> {
                out.write(BLOCK);
                out.flush();
                throw new IOException("connection reset by the partner");
            };
        }

        @GetMapping("/stream/{id}/partner/reset")
        StreamingResponseBody partnerResets() {
            return out -> {
                out.write(BLOCK);
                out.flush();
                throw new IOException("Connection reset by peer");
            };
        }

        @GetMapping("/stream/{id}/partner/nothing")
        String partnerSaysNothing() throws IOException {
            throw new EOFException("the partner said nothing");
        }

        @GetMapping("/stream/{id}/endless-events")
        SseEmitter endlessEvents(@RequestHeader("X-Request-ID") String id) {
            SseEmitter emitter = new SseEmitter();
            String text = new String(BLOCK, StandardCharsets.UTF_8);
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        emitter.send(text);
                    }
                } catch (IOException gone) {
                    emitter.completeWithError(gone);
                } finally {
                    finished.written(id);
                }
            });
            sender.start();
            return emitter;
        }

        @GetMapping("/stream/{id}/endless-logged")
        void endlessLogged(@RequestHeader("X-Request-ID") String id, OutputStream out) throws IOException {
            try {
                writeFor(id, out);
            } catch (IOException gone) {
                log.error("cannot write", new IllegalStateException("export failed", gone));
                throw gone;
            }
        }

        @GetMapping("/stream/{id}/endless-body")
        StreamingResponseBody endlessBody(@RequestHeader("X-Request-ID") String id) {
            return out -> writeFor(id, out);
        }

        /** More than any buffer between here and a client that no longer reads. */
        private void writeFor(String id, OutputStream out) throws IOException {
            try {
                for (int i = 0; i < 1_000; i++) {
                    out.write(BLOCK);
                    out.flush();
                }
            } finally {
                finished.written(id);
            }
        }
    }
}
