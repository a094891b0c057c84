package dev.vigie.task;

import dev.vigie.OpenSecurity;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** An application that works outside of requests. */
@SuppressWarnings({"UnusedMethod", "DoNotCallSuggester"}) // Spring calls them
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableAsync
@EnableScheduling
@Import(OpenSecurity.class)
class TaskApplication {

    @Bean
    RecordedSentry recordedSentry() {
        return new RecordedSentry();
    }

    @Bean
    Jobs jobs() {
        return new Jobs();
    }

    @Bean
    Mails mails() {
        return new Mails();
    }

    /** Each run does the next thing it was given, and nothing when there is none. */
    static final class Jobs {

        final Queue<Runnable> atFixedRate = new ConcurrentLinkedQueue<>();
        final Queue<Runnable> withFixedDelay = new ConcurrentLinkedQueue<>();
        final Queue<Runnable> byCron = new ConcurrentLinkedQueue<>();

        @Scheduled(fixedRate = 20)
        void fixedRate() {
            doNext(atFixedRate);
        }

        @Scheduled(fixedDelay = 20)
        private void fixedDelay() {
            doNext(withFixedDelay);
        }

        @Scheduled(cron = "* * * * * *")
        void cron() {
            doNext(byCron);
        }

        private static void doNext(Queue<Runnable> things) {
            Runnable next = things.poll();
            if (next != null) {
                next.run();
            }
        }
    }

    static class Mails {

        private static final Logger log = LoggerFactory.getLogger(Mails.class);

        private volatile @Nullable Map<String, String> fieldsInside;
        private volatile CountDownLatch mayEnd = new CountDownLatch(0);

        public @Nullable Map<String, String> fieldsInside() {
            return fieldsInside;
        }

        public void waitFor(CountDownLatch latch) {
            mayEnd = latch;
        }

        @Async
        public void send(String what) {
            await();
            fieldsInside = MDC.getCopyOfContextMap();
            log.info("sending {}", what);
            throw new IllegalStateException("cannot send " + what);
        }

        @Async
        public CompletableFuture<String> sendThrowing(String what) {
            throw new IllegalStateException("cannot send " + what);
        }

        @Async
        public CompletableFuture<String> sendFailed(String what) {
            return CompletableFuture.failedFuture(new IllegalStateException("cannot send " + what));
        }

        @Async
        public CompletableFuture<String> sendLater(String what) {
            return CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("cannot send " + what);
            });
        }

        @Async
        public Future<String> sendOld(String what) {
            FutureTask<String> task = new FutureTask<>(() -> {
                throw new IllegalStateException("cannot send " + what);
            });
            task.run();
            return task;
        }

        @Async
        public CompletableFuture<String> sendCancelled() {
            CompletableFuture<String> cancelled = new CompletableFuture<>();
            cancelled.cancel(false);
            return cancelled;
        }

        @Async
        public CompletableFuture<String> sendWell() {
            return CompletableFuture.completedFuture("sent");
        }

        /** Not asynchronous, in a bean that has a proxy. */
        public String name() {
            return Thread.currentThread().getName();
        }

        private void await() {
            try {
                mayEnd.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @RestController
    static final class Web {

        private static final Logger log = LoggerFactory.getLogger(Web.class);

        private final Mails mails;
        private final ErrorTracker tracker;

        Web(Mails mails, ErrorTracker tracker) {
            this.mails = mails;
            this.tracker = tracker;
        }

        @GetMapping("/mails/{id}")
        String send(@PathVariable String id) {
            tracker.setUser(ErrorUser.ofId("42"));
            log.info("before {}", id);
            mails.send(id);
            log.info("after {}", id);
            return "submitted";
        }

        @GetMapping("/awaited/{id}")
        String sendAndWait(@PathVariable String id) throws InterruptedException {
            try {
                return mails.sendThrowing(id).get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("not sent", failed.getCause());
            }
        }

        @GetMapping("/plain")
        String plain() {
            throw new IllegalStateException("plain");
        }
    }
}
