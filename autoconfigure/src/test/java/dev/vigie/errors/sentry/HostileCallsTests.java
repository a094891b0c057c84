package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.vigie.errors.ErrorLevel;
import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.test.RecordedSentry;
import io.sentry.Sentry;
import io.sentry.SentryEvent;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Whatever the application hands to the tracker, nothing comes back but an id. */
class HostileCallsTests {

    @AfterEach
    void closeSentry() {
        Sentry.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--sentry.dsn=" + RecordedSentry.DSN, "--sentry.dsn="})
    void throwsNothing(String dsn) {
        try (ConfigurableApplicationContext context = start(dsn)) {
            ErrorTracker tracker = context.getBean(ErrorTracker.class);
            for (Map<String, ?> facts :
                    List.of(Map.of("thing", new Hostile()), new HostileMap(), Map.of("map", new HostileMap()))) {
                assertThatCode(() -> tracker.captureException(new IllegalStateException("broken"), facts))
                        .doesNotThrowAnyException();
                assertThatCode(() -> tracker.captureMessage("said", ErrorLevel.ERROR, facts))
                        .doesNotThrowAnyException();
                assertThatCode(() -> tracker.addBreadcrumb("done", "app", facts))
                        .doesNotThrowAnyException();
            }
            assertThatCode(() -> tracker.captureException(nothing())).doesNotThrowAnyException();
            assertThatCode(() -> tracker.captureException(new IllegalStateException("broken"), nothing()))
                    .doesNotThrowAnyException();
            assertThatCode(() -> tracker.captureMessage(nothing(), ErrorLevel.ERROR))
                    .doesNotThrowAnyException();
            assertThatCode(() -> tracker.captureMessage("said", nothing())).doesNotThrowAnyException();
            assertThatCode(() -> tracker.addBreadcrumb(nothing(), nothing(), nothing()))
                    .doesNotThrowAnyException();
            assertThatCode(() -> tracker.setUser(nothing())).doesNotThrowAnyException();
            assertThatCode(() -> tracker.setUser(ErrorUser.ofId("7"))).doesNotThrowAnyException();
            assertThatCode(tracker::clearUser).doesNotThrowAnyException();
        }
    }

    @Test
    void sendsTheEventWithoutTheFactsThatCannotBeLookedAt() {
        try (ConfigurableApplicationContext context = start("--sentry.dsn=" + RecordedSentry.DSN)) {
            ErrorTracker tracker = context.getBean(ErrorTracker.class);

            String id = tracker.captureException(new IllegalStateException("broken"), new HostileMap());

            SentryEvent event = context.getBean(RecordedSentry.class).events().get(0);
            assertThat(String.valueOf(event.getEventId())).isEqualTo(id);
            assertThat(event.getExtra("facts")).isEqualTo("(not shown)");
        }
    }

    /** What Java allows and the signatures do not. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals", "unchecked"})
    private static <T> T nothing() {
        return (T) (@Nullable Object) null;
    }

    private static ConfigurableApplicationContext start(String dsn) {
        SpringApplication application = new SpringApplication(App.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        return application.run(dsn, "--vigie.errors.quota.enabled=false");
    }

    private static final class Hostile {

        @Override
        public String toString() {
            throw new IllegalStateException("toString");
        }
    }

    private static final class HostileMap extends AbstractMap<String, Object> {

        @Override
        public Set<Entry<String, Object>> entrySet() {
            throw new IllegalStateException("entrySet");
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @Bean
        RecordedSentry recordedSentry() {
            return new RecordedSentry();
        }
    }
}
