package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BoundedHealthLifecycleTests {

    private final Map<String, Object> contributors = new ConcurrentHashMap<>();
    private final GatedCheck partner = new GatedCheck("partner");
    private @Nullable BoundedHealth<Object, HealthResult> health;

    @AfterEach
    void stop() {
        partner.letGo();
        Objects.requireNonNull(health).destroy();
    }

    @Test
    void leavesNoThreadBehind() {
        contributors.put("partner", partner.hang());
        BoundedHealth<Object, HealthResult> health = health();
        health.start();
        Awaitility.await().until(() -> partner.asked() == 1);
        List<Thread> busy = threads();
        assertThat(busy).isNotEmpty().allMatch(Thread::isDaemon);
        partner.letGo();

        health.stop();

        assertThat(health.isRunning()).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(busy).noneMatch(Thread::isAlive));
        assertThat(status(health, partner)).isEqualTo(Status.UP);
    }

    @Test
    void interruptsWhatHangsWhenTheApplicationStops() {
        contributors.put("partner", partner.hang());
        BoundedHealth<Object, HealthResult> health = health();
        health.start();
        Awaitility.await().until(() -> partner.asked() == 1);

        health.stop();

        Awaitility.await().until(() -> partner.interrupted() == 1);
    }

    @Test
    void saysNothingOfWhatTheEndInterrupts(CapturedOutput output) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Callable<HealthResult> waiting = () -> {
            asked.countDown();
            try {
                new CountDownLatch(1).await();
                return HealthResult.up();
            } finally {
                over.countDown();
            }
        };
        contributors.put("waiting", waiting);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.checks.waiting.background=always");
        health.start();
        await(asked);

        health.stop();
        await(over);

        Awaitility.await().untilAsserted(() -> assertThat(health.read(health.visit(), "waiting", waiting, false))
                .isEqualTo(HealthResult.down()));
        assertThat(output).doesNotContain("waiting threw");
    }

    @Test
    void beginsAgainAfterAPause() {
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.start();
        health.start();
        Awaitility.await().until(() -> partner.asked() > 0);
        health.stop();
        int asked = partner.asked();

        health.start();

        Awaitility.await().until(() -> partner.asked() > asked);
    }

    private static void await(CountDownLatch latch) {
        Awaitility.await().until(() -> latch.getCount() == 0);
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(CheckThreads.PREFIX))
                .toList();
    }

    private static @Nullable Status status(BoundedHealth<Object, HealthResult> health, GatedCheck check) {
        HealthResult result = health.read(health.visit(), check.name(), check, true);
        return result == null ? null : result.status();
    }

    private BoundedHealth<Object, HealthResult> health(String... properties) {
        BoundedHealth<Object, HealthResult> created = FakeApi.health(contributors, properties);
        health = created;
        return created;
    }
}
