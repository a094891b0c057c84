package dev.vigie.situation;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.config.ScheduledTaskHolder;

/** Nobody waits for an answer. */
@SuppressWarnings({"FutureReturnValueIgnored", "DoNotCallSuggester"}) // as applications do
final class BackgroundSituations {

    private static final String FAMILY = "In the background";

    private BackgroundSituations() {}

    static List<Situation> all() {
        return List.of(
                Situation.of(FAMILY, "an @Async method that returns nothing throws")
                        .inBackground()
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .doing(scene -> {
                            scene.application().getBean(Tasks.class).nothing();
                            return Answer.NONE;
                        }),
                Situation.of(FAMILY, "an @Async method that returns a future throws")
                        .inBackground()
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .doing(scene -> {
                            scene.application().getBean(Tasks.class).future();
                            return Answer.NONE;
                        }),
                Situation.of(FAMILY, "a @Scheduled method throws")
                        .inBackground()
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .doing(scene -> {
                            scene.application()
                                    .getBean(TaskScheduler.class)
                                    .schedule(scheduledMethod(scene), Instant.now());
                            return Answer.NONE;
                        }),
                Situation.of(FAMILY, "a task given to a TaskScheduler by hand throws")
                        .inBackground()
                        .sendsOne(IllegalStateException.class)
                        .doing(scene -> {
                            scene.application().getBean(TaskScheduler.class).schedule(Tasks::byHand, Instant.now());
                            return Answer.NONE;
                        }),
                Situation.of(FAMILY, "a thread of the application's own ends with an exception")
                        .inBackground()
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .level("fatal")
                        .doing(scene -> {
                            Thread thread = new Thread(() -> {
                                throw new IllegalStateException("in a thread");
                            });
                            thread.start();
                            thread.join();
                            return Answer.NONE;
                        }));
    }

    /** As Spring runs it, but now. */
    private static Runnable scheduledMethod(Situation.Scene scene) {
        return scene.application()
                .getBean(ScheduledTaskHolder.class)
                .getScheduledTasks()
                .iterator()
                .next()
                .getTask()
                .getRunnable();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    @EnableScheduling
    static class Config {

        @Bean
        Tasks tasks() {
            return new Tasks();
        }
    }

    static class Tasks {

        @Async
        public void nothing() {
            throw new IllegalStateException("async");
        }

        @Async
        public CompletableFuture<String> future() {
            throw new IllegalStateException("async, with a future");
        }

        @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.DAYS)
        void scheduled() {
            throw new IllegalStateException("scheduled");
        }

        static void byHand() {
            throw new IllegalStateException("scheduled by hand");
        }
    }
}
