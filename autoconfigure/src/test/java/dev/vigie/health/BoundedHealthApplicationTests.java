package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class BoundedHealthApplicationTests {

    private static final int SLACK = 10;

    /** All but those that are made to hang have all the time they need, however busy the machine is. */
    private static final String[] QUICK = {
        "management.endpoint.health.show-details=always",
        "vigie.health.disk.max-used-percent=100",
        "vigie.health.bounded.interval=200ms",
        "vigie.health.bounded.timeout=1m",
        "vigie.health.bounded.max-wait=10s",
        "vigie.health.bounded.max-stale=1s"
    };

    private static final String[] QUICK_TO_GIVE_UP = Stream.concat(
                    Stream.of(QUICK),
                    Stream.of("vigie.health.checks.first.timeout=300ms", "vigie.health.checks.second.timeout=300ms"))
            .toArray(String[]::new);

    @Test
    void keepsItsThreadsWhenFiveHundredReadWhileChecksHang() throws Exception {
        List<GatedCheck> hanging = List.of(new GatedCheck("first").hang(), new GatedCheck("second").hang());
        Two.checks = hanging;
        ExecutorService readers = Executors.newFixedThreadPool(500);
        try (RunningApplication app = RunningApplication.with(Two.class, QUICK_TO_GIVE_UP)) {
            int components = RunningApplication.member(app.json("/actuator/health"), "components")
                    .size();
            HealthReader reader = app.context().getBean(HealthReader.class);
            CountDownLatch all = new CountDownLatch(500);
            List<Future<Status>> read = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                boolean overHttp = i % 10 == 0;
                read.add(readers.submit(() -> {
                    all.countDown();
                    all.await();
                    if (overHttp) {
                        app.get("/actuator/health");
                    }
                    return statusOf(reader, "first");
                }));
            }
            for (Future<Status> one : read) {
                assertThat(one.get(1, TimeUnit.MINUTES)).isIn(Status.UNKNOWN, Status.DOWN);
                // One for each component that is just asked, one that starts them, and some that are about to end.
                assertThat(threads()).hasSizeLessThanOrEqualTo(components + SLACK);
            }
            assertThat(hanging).allMatch(check -> check.asked() == 1);
            assertThat(threads().stream().map(Thread::getName)).containsOnlyOnce("vigie-health first");
        } finally {
            hanging.forEach(GatedCheck::letGo);
            readers.shutdownNow();
        }
    }

    @Test
    void tellsOfOneThatHangsAndThatItIsBack() {
        GatedCheck check = new GatedCheck("first");
        Two.checks = List.of(check);
        try (RunningApplication app = RunningApplication.with(Two.class, QUICK_TO_GIVE_UP)) {
            Awaitility.await().untilAsserted(() -> assertThat(component(app)).containsEntry("status", "UP"));

            check.hang();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(details(app)).containsKeys("stale", "age_ms", "in_flight_ms"));
            Awaitility.await().untilAsserted(() -> {
                assertThat(component(app)).containsEntry("status", "DOWN");
                assertThat(details(app)).containsEntry("error", "No answer in time");
            });
            assertThat(app.get("/actuator/health").statusCode()).isEqualTo(503);
            assertThat(app.get("/health").statusCode()).isEqualTo(503);
            assertThat(RunningApplication.texts(app.json("/health"), "errors")).contains("first check failed");

            check.letGo();
            Awaitility.await().untilAsserted(() -> assertThat(component(app)).containsEntry("status", "UP"));
            Awaitility.await().until(() -> app.get("/health").statusCode() == 200);
        } finally {
            check.letGo();
        }
    }

    @Test
    void seesAChangeWithTheNextTwoResults() {
        try (RunningApplication app = RunningApplication.with(Changing.class, QUICK)) {
            Changing changing = app.context().getBean(Changing.class);
            assertThat(component(app)).containsEntry("status", "DOWN");

            changing.result.set(HealthResult.up());
            int asked = changing.asked.get();
            Awaitility.await().until(() -> changing.asked.get() > asked + 2);

            assertThat(component(app)).containsEntry("status", "UP");
        }
    }

    @Test
    void leavesNoThreadBehind() {
        Two.checks = List.of(new GatedCheck("first"));
        List<Thread> busy;
        try (RunningApplication app = RunningApplication.with(Two.class, QUICK)) {
            app.get("/actuator/health");
            busy = threads();
            assertThat(busy).isNotEmpty().allMatch(Thread::isDaemon);
        }

        Awaitility.await().untilAsserted(() -> assertThat(busy).noneMatch(Thread::isAlive));
        assertThat(threads()).isEmpty();
    }

    @Test
    void hasNoThreadWhenItIsOff() {
        Two.checks = List.of(new GatedCheck("first"));
        try (RunningApplication app = RunningApplication.with(Two.class, "vigie.health.bounded.enabled=false")) {
            assertThat(app.get("/actuator/health/monitoring").statusCode()).isEqualTo(200);
            assertThat(threads()).isEmpty();
            assertThat(app.context().containsBean("vigieBoundedHealth")).isFalse();
        }
    }

    @Test
    void tellsOfSettingsForAComponentThatIsNone(CapturedOutput output) {
        Two.checks = List.of(new GatedCheck("first"));
        try (RunningApplication app = RunningApplication.with(
                Two.class,
                "vigie.health.checks.first.timeout=1s",
                "vigie.health.checks.ping.bounded=true",
                "vigie.health.checks[databse].timeout=1s")) {
            assertThat(app.context().isRunning()).isTrue();
            Awaitility.await().until(() -> output.getAll().contains("Name one of "));
            assertThat(output)
                    .contains("vigie.health.checks[databse], but no health component of that name")
                    .contains("Name one of cpu, disk, diskSpace, first, ")
                    .doesNotContain("checks[first]", "checks[ping]");
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(CheckThreads.PREFIX))
                .toList();
    }

    private static Status statusOf(HealthReader reader, String name) {
        return reader.read().components().stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElseThrow()
                .result()
                .status();
    }

    private static Map<String, Object> component(RunningApplication app) {
        return app.json("/actuator/health/first");
    }

    private static Map<String, Object> details(RunningApplication app) {
        return RunningApplication.member(component(app), "details");
    }

    @Configuration(proxyBeanMethods = false)
    static class Two {

        static volatile List<GatedCheck> checks = List.of();

        @Bean
        HealthCheck first() {
            return checks.get(0);
        }

        @Bean
        HealthCheck second() {
            return checks.size() > 1 ? checks.get(1) : new FixedCheck("second", HealthResult.up());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Changing {

        final AtomicInteger asked = new AtomicInteger();
        final AtomicReference<HealthResult> result = new AtomicReference<>(HealthResult.down());

        @Bean
        HealthCheck first() {
            Callable<HealthResult> next = () -> {
                asked.incrementAndGet();
                return result.get();
            };
            return new HealthCheck() {
                @Override
                public String name() {
                    return "first";
                }

                @Override
                public HealthResult check() throws Exception {
                    return next.call();
                }
            };
        }
    }
}
