package dev.vigie.situation;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.context.request.async.DeferredResult;

/** The answer comes later, from another thread. */
final class AsyncSituations {

    private static final String FAMILY = "Later, in another thread";

    private AsyncSituations() {}

    static List<Situation> all() {
        return List.of(
                later("a Callable throws", "callable").sendsOne(IllegalStateException.class),
                later("a Callable logs what it throws", "callable-logged").sendsOne(IllegalStateException.class),
                later("a DeferredResult is given an error", "deferred").sendsOne(IllegalStateException.class),
                later("a CompletableFuture fails", "future").sendsOne(IllegalStateException.class),
                later("a CompletableFuture fails in a later stage", "stage").sendsOne(IllegalStateException.class),
                Situation.of(FAMILY, "a DeferredResult is given an error the application answers with 404")
                        .get("/later/{id}/deferred-404")
                        .answers(404)
                        .sendsNothing(),
                Situation.of(FAMILY, "nobody answers in time: 503")
                        .get("/later/{id}/never")
                        .answers(503)
                        .sendsOne(AsyncRequestTimeoutException.class)
                        .handled()
                        .tellsIdInBody(),
                Situation.of(FAMILY, "an AsyncContext is dispatched to a handler that throws")
                        .get("/later/{id}/dispatched")
                        .named("GET /handler/{id}")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                Situation.of(FAMILY, "an AsyncContext is completed with 500, without exception")
                        .get("/later/{id}/completed")
                        .answers(500)
                        .sendsOne((String) null));
    }

    private static Situation later(String name, String path) {
        return Situation.of(FAMILY, name)
                .get("/later/{id}/" + path)
                .answersProblem()
                .unhandled();
    }

    @RestController
    static class Handlers {

        @GetMapping("/later/{id}/callable")
        Callable<String> callable() {
            return () -> {
                throw new IllegalStateException("in the callable");
            };
        }

        @GetMapping("/later/{id}/callable-logged")
        Callable<String> logged() {
            return () -> {
                RuntimeException failure = new IllegalStateException("in the callable");
                org.slf4j.LoggerFactory.getLogger(Handlers.class).error("cannot go on", failure);
                throw failure;
            };
        }

        @GetMapping("/later/{id}/deferred")
        DeferredResult<String> deferred() {
            return failing(new IllegalStateException("deferred"));
        }

        @GetMapping("/later/{id}/deferred-404")
        DeferredResult<String> deferred404() {
            return failing(new AnsweredSituations.Advised(404));
        }

        private static DeferredResult<String> failing(RuntimeException failure) {
            DeferredResult<String> result = new DeferredResult<>();
            new Thread(() -> result.setErrorResult(failure)).start();
            return result;
        }

        @GetMapping("/later/{id}/future")
        CompletableFuture<String> future() {
            CompletableFuture<String> future = new CompletableFuture<>();
            new Thread(() -> future.completeExceptionally(new IllegalStateException("in the future"))).start();
            return future;
        }

        /** What comes out is a {@link CompletionException} around it. */
        @GetMapping("/later/{id}/stage")
        CompletableFuture<String> stage() {
            return CompletableFuture.supplyAsync(() -> {
                        if (Thread.currentThread().isAlive()) {
                            throw new IllegalStateException("in the first stage");
                        }
                        return "";
                    })
                    .thenApply(String::strip);
        }

        @GetMapping("/later/{id}/never")
        DeferredResult<String> never() {
            return new DeferredResult<>(50L);
        }

        @GetMapping("/later/{id}/dispatched")
        void dispatched(HttpServletRequest request) {
            AsyncContext later = request.startAsync();
            new Thread(() -> later.dispatch("/handler/7")).start();
        }

        @GetMapping("/later/{id}/completed")
        void completed(HttpServletRequest request) {
            AsyncContext later = request.startAsync();
            new Thread(() -> {
                        ((HttpServletResponse) later.getResponse()).setStatus(500);
                        later.complete();
                    })
                    .start();
        }
    }
}
