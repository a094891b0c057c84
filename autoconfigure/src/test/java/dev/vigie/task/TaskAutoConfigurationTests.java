package dev.vigie.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

class TaskAutoConfigurationTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TaskAutoConfiguration.class, ScheduledTaskAutoConfiguration.class))
            .withUserConfiguration(App.class);

    @Test
    void advisesProxiesOfAsyncMethodsOnBothSidesAndMakesNone() {
        runner.run(context -> {
            assertThat(((Advised) context.getBean(Mails.class)).getAdvisors())
                    .extracting(advisor -> advisor.getAdvice().getClass().getSimpleName())
                    .containsExactly("AsyncSubmission", "AnnotationAsyncExecutionInterceptor", "AsyncRun");
            assertThat(AopUtils.isAopProxy(context.getBean(Jobs.class))).isFalse();
            assertThat(context.getBean(Jobs.class).ran.get(20, TimeUnit.SECONDS))
                    .isTrue();
        });
    }

    @Test
    void leavesAsyncAndScheduledMethodsAloneWhenDisabled() {
        for (String off : new String[] {"vigie.task.enabled=false", "vigie.enabled=false"}) {
            runner.withPropertyValues(off).run(context -> {
                assertThat(context).doesNotHaveBean(AsyncMethods.class).doesNotHaveBean(ScheduledMethods.class);
                assertThat(((Advised) context.getBean(Mails.class)).getAdvisors())
                        .hasSize(1);
            });
        }
    }

    @Test
    void worksWithNobodyWhoTracks() {
        runner.run(context -> assertThat(context.getBean(Mails.class).send().get(20, TimeUnit.SECONDS))
                .isEqualTo("sent"));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    @EnableScheduling
    static class App {

        @Bean
        Mails mails() {
            return new Mails();
        }

        @Bean
        Jobs jobs() {
            return new Jobs();
        }
    }

    static class Mails {

        @Async
        public CompletableFuture<String> send() {
            return CompletableFuture.completedFuture("sent");
        }
    }

    static final class Jobs {

        final CompletableFuture<Boolean> ran = new CompletableFuture<>();

        @Scheduled(fixedDelay = 20)
        void cleanUp() {
            ran.complete(true);
        }
    }
}
