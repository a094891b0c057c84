package dev.vigie.situation;

import java.util.List;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The application does not come up; played last, because each starts an application of its own. */
final class StartSituations {

    private static final String FAMILY = "The start";

    private StartSituations() {}

    static List<Situation> all() {
        return List.of(
                failing("an ApplicationRunner throws", FailingRunner.class).sendsOne(IllegalStateException.class),
                failing("a bean cannot be made", FailingBean.class).sendsOne(BeanCreationException.class));
    }

    private static Situation failing(String name, Class<?> application) {
        return Situation.of(FAMILY, name).inBackground().unhandled().doing(scene -> {
            try {
                start(scene, application);
            } catch (RuntimeException failed) {
                return Answer.NONE;
            }
            throw new AssertionError("It has started.");
        });
    }

    private static void start(Situation.Scene scene, Class<?> configuration) {
        SpringApplication application = new SpringApplication(configuration);
        application.setRegisterShutdownHook(false);
        application
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--vigie.logging.console=none",
                        "--sentry.release=1.2.3",
                        "--vigie.environment=situations",
                        "--sentry.dsn=" + scene.application().getEnvironment().getProperty("sentry.dsn"))
                .close();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class FailingRunner {

        @Bean
        ApplicationRunner runner() {
            return arguments -> {
                throw new IllegalStateException("in a runner");
            };
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class FailingBean {

        @Bean
        Object bean() {
            throw new IllegalStateException("in a bean");
        }
    }
}
