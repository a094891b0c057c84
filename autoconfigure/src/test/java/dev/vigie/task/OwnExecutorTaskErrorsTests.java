package dev.vigie.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.TaskDecorator;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** With a scheduler, an executor, decorators and error handlers of the application, no actuator, tracing off. */
class OwnExecutorTaskErrorsTests extends TaskErrorsTests {

    private static final Queue<String> HANDLED = new ConcurrentLinkedQueue<>();

    @Override
    List<String> settings() {
        return List.of(
                "--sentry.traces-sample-rate=",
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.actuate.autoconfigure.scheduling.ScheduledTasksObservabilityAutoConfiguration,"
                        + "org.springframework.boot.micrometer.observation.autoconfigure.ScheduledTasksObservationAutoConfiguration");
    }

    @Override
    Class<?> beans() {
        return Own.class;
    }

    @Test
    void theHandlersOfTheApplicationStayInCharge() {
        HANDLED.clear();
        context.getBean(TaskApplication.Mails.class).send("handled");
        context.getBean(TaskApplication.Jobs.class).atFixedRate.add(() -> {
            throw new IllegalStateException("handled job");
        });

        Awaitility.await().untilAsserted(() -> assertThat(HANDLED)
                .containsExactlyInAnyOrder(
                        "async own-async-1 cannot send handled", "scheduled own-scheduler-1 handled job"));
    }

    static class Own {

        @Bean
        ThreadPoolTaskScheduler mine() {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setThreadNamePrefix("own-scheduler-");
            scheduler.setErrorHandler(error -> HANDLED.add(told("scheduled", error)));
            return scheduler;
        }

        @Bean
        ThreadPoolTaskExecutor ownExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("own-async-");
            executor.setCorePoolSize(1);
            return executor;
        }

        @Bean
        TaskDecorator one() {
            return task -> task;
        }

        @Bean
        TaskDecorator two() {
            return task -> task;
        }

        @Bean
        AsyncConfigurer handling(ThreadPoolTaskExecutor ownExecutor) {
            return new AsyncConfigurer() {
                @Override
                public ThreadPoolTaskExecutor getAsyncExecutor() {
                    return ownExecutor;
                }

                @Override
                public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
                    return (error, method, arguments) -> HANDLED.add(told("async", error));
                }
            };
        }

        private static String told(String kind, Throwable error) {
            return kind + " " + Thread.currentThread().getName() + " " + error.getMessage();
        }
    }
}
