package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BoundedHealthTests {

    private final Map<String, Object> contributors = new ConcurrentHashMap<>();
    private final GatedCheck partner = new GatedCheck("partner");
    private @Nullable BoundedHealth<Object, HealthResult> health;

    @AfterEach
    void stop() {
        partner.letGo();
        Objects.requireNonNull(health).destroy();
    }

    @Test
    void startsAllForTheFirstOneThatIsRead() {
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<HealthResult> meeting = () -> {
            both.await();
            return HealthResult.up();
        };
        contributors.put("a", meeting);
        contributors.put("b", Map.of("inner", meeting));
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.max-wait=10s", TIMEOUT);

        assertThat(health.read(health.visit(), "a", meeting, true)).isEqualTo(HealthResult.up());
        assertThat(health.read(health.visit(), "b/inner", meeting, true)).isEqualTo(HealthResult.up());
    }

    @Test
    void leavesThoseInPeaceThatNobodyReads() {
        Spy call = new Spy();
        contributors.put("call", call);
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.start();
        Awaitility.await().until(() -> partner.asked() > 3);
        assertThat(call.asked.get()).isZero();

        assertThat(status(health, partner)).isEqualTo(Status.UP);
        assertThat(call.asked.get()).isZero();

        assertThat(health.read(health.visit(), "call", call, true)).isEqualTo(HealthResult.up());
        Awaitility.await().until(() -> call.asked.get() > 3);
    }

    @Test
    void asksThemAllTheTimeWhereThatIsWanted() {
        Spy call = new Spy();
        contributors.put("call", call);
        health("vigie.health.bounded.interval=100ms", "vigie.health.checks.call.background=always")
                .start();

        Awaitility.await().until(() -> call.asked.get() > 3);
    }

    @Test
    void leavesACheckInPeaceWhereThatIsWanted() {
        GatedCheck other = new GatedCheck("other");
        contributors.put("other", other);
        contributors.put("partner", partner);
        health("vigie.health.bounded.interval=100ms", "vigie.health.checks.partner.background=while-read")
                .start();

        Awaitility.await().until(() -> other.asked() > 3);
        assertThat(partner.asked()).isZero();
    }

    /** As an indicator that calls somebody. */
    private static final class Spy implements Callable<HealthResult> {

        final AtomicInteger asked = new AtomicInteger();

        @Override
        public HealthResult call() {
            asked.incrementAndGet();
            return HealthResult.up();
        }
    }

    @Test
    void hasOneDeadlineForAllOfThem() {
        List<GatedCheck> hanging = IntStream.range(0, 40)
                .mapToObj(i -> new GatedCheck("check" + i).hang())
                .toList();
        hanging.forEach(check -> contributors.put(check.name(), check));
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.max-wait=500ms");
        try {
            long start = System.nanoTime();
            hanging.forEach(check -> assertThat(status(health, check)).isEqualTo(Status.UNKNOWN));
            // One after the other it would be 20 seconds.
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(hanging).allMatch(check -> check.asked() <= 1);
        } finally {
            hanging.forEach(GatedCheck::letGo);
        }
    }

    @Test
    void asksInTheBackgroundThoughNobodyReads() {
        contributors.put("partner", partner);
        health("vigie.health.bounded.interval=100ms").start();

        Awaitility.await().until(() -> partner.asked() > 3);
    }

    @Test
    void seesOneThatComesLaterAndLeavesOneThatIsGone() {
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.start();
        contributors.put("partner", partner);
        Awaitility.await().until(() -> partner.asked() > 1);

        contributors.remove("partner");
        GatedCheck other = new GatedCheck("other");
        contributors.put("other", other);
        Awaitility.await().until(() -> other.asked() > 0);
        int asked = partner.asked();
        Awaitility.await().until(() -> other.asked() > 4);
        assertThat(partner.asked()).isLessThanOrEqualTo(asked + 1);
    }

    @Test
    void asksTheOneThatHasTheNameNow() {
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.max-wait=10s", TIMEOUT);
        assertThat(health.read(health.visit(), "partner", partner, true))
                .isEqualTo(HealthResult.up().with("number", 1));

        Callable<HealthResult> other = HealthResult::down;
        contributors.put("partner", other);
        health.forget("partner");

        assertThat(health.read(health.visit(), "partner", other, true)).isEqualTo(HealthResult.down());
    }

    /** It was taken out of the list when it did not run, and somebody who saw it before starts it now. */
    @Test
    void asksOneAnewThatWasGone() {
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.max-wait=10s", TIMEOUT);
        status(health, partner);
        BoundedCheck<Object, HealthResult> gone = Objects.requireNonNull(health.kept("partner"));
        assertThat(gone.retire()).isTrue();

        assertThat(health.read(health.visit(), "partner", partner, true))
                .isEqualTo(HealthResult.up().with("number", 2));
        assertThat(health.kept("partner")).isNotSameAs(gone);
    }

    @Test
    void leavesOthersToThoseWhoAskThemThemselves() {
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health(
                "vigie.health.bounded.interval=100ms",
                "vigie.health.checks.partner.bounded=false",
                "vigie.health.checks[db/orders].bounded=false");
        GatedCheck orders = new GatedCheck("orders");
        GatedCheck stock = new GatedCheck("stock");
        contributors.put("db", Map.of("orders", orders, "stock", stock));
        contributors.put("ping", "in memory");
        health.start();

        Awaitility.await().until(() -> stock.asked() > 2);
        assertThat(partner.asked()).isZero();
        assertThat(orders.asked()).isZero();
        assertThat(health.isBounded("partner", partner)).isFalse();
        assertThat(health.isBounded("ping", "in memory")).isFalse();
        assertThat(health.isBounded("db/stock", stock)).isTrue();
    }

    private static final String TIMEOUT = "vigie.health.bounded.timeout=1m";

    @Test
    void leavesAThreadToOthersWhenAllMembersOfACompositeHang() {
        List<GatedCheck> tenants = IntStream.range(0, CheckThreads.MAX + 10)
                .mapToObj(i -> new GatedCheck("t" + i).hang())
                .toList();
        Map<String, Object> members = new LinkedHashMap<>();
        tenants.forEach(tenant -> members.put(tenant.name(), tenant));
        contributors.put("db", members);
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.start();
        try {
            Awaitility.await().until(() -> partner.asked() > 3);
            assertThat(tenants.stream().mapToInt(GatedCheck::asked).sum()).isBetween(1, CheckThreads.MAX / 4);
        } finally {
            tenants.forEach(GatedCheck::letGo);
            health.destroy();
        }
    }

    @Test
    void tellsNamesAgainToAListenerThatThrew(CapturedOutput output) {
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        AtomicInteger asked = new AtomicInteger();
        List<Set<String>> told = new CopyOnWriteArrayList<>();
        List<Set<String>> other = new CopyOnWriteArrayList<>();
        health.whenNamesChange(names -> {
            if (asked.incrementAndGet() < 3) {
                throw new IllegalStateException("not now");
            }
            told.add(names);
        });
        health.whenNamesChange(other::add);
        health.start();

        Awaitility.await().until(() -> !told.isEmpty());
        int seen = partner.asked();
        Awaitility.await().until(() -> partner.asked() > seen + 2);
        assertThat(told).containsExactly(Set.of("partner"));
        assertThat(other).containsExactly(Set.of("partner"));
        assertThat(output.getAll().split("Health contributors could not be looked at", -1))
                .hasSize(2);
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
