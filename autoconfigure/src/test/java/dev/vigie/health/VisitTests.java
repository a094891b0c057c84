package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one reader waits for who reads more members than are asked at the same time; its time passes as it waits. */
class VisitTests {

    private static final int MEMBERS = 300;
    private static final int AT_ONCE = CheckThreads.MAX / 4;
    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final List<GatedCheck> tenants =
            IntStream.range(0, MEMBERS).mapToObj(i -> new GatedCheck("t" + i)).toList();
    private final List<Long> waits = new ArrayList<>();
    private @Nullable BoundedHealth<Object, HealthResult> health;

    @AfterEach
    void stop() {
        tenants.forEach(GatedCheck::letGo);
        Objects.requireNonNull(health).destroy();
    }

    @Test
    void waitsOnceForMembersThatAllHang() {
        health();

        assertThat(readAll(visit(() -> {}))).containsOnly(Status.UNKNOWN);

        assertThat(waits).containsExactly(MAX_WAIT.toNanos());
        awaitAsked(AT_ONCE);
        assertThat(looks).hasValueLessThanOrEqualTo(2);
    }

    /** Those that were asked first make room just before the reader gives up. */
    @Test
    void waitsOnceForMembersThatAreAskedInOneBatchAfterAnother() {
        health();

        List<Status> read = readAll(visit(() -> {
            awaitAsked(AT_ONCE);
            tenants.subList(0, AT_ONCE).forEach(GatedCheck::letGo);
            awaitNoneRuns();
        }));

        assertThat(waits).containsExactly(MAX_WAIT.toNanos());
        assertThat(read.subList(0, AT_ONCE)).containsOnly(Status.UP);
        assertThat(read.subList(AT_ONCE, MEMBERS)).containsOnly(Status.UNKNOWN);
        // One more batch is on its way for the next reader.
        awaitAsked(2 * AT_ONCE);
        assertThat(looks).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void waitsAgainForWhoComesAgain() {
        BoundedHealth<Object, HealthResult> health = health();
        Visit visit = visit(() -> {});
        readAll(visit);
        awaitAsked(AT_ONCE);
        tenants.subList(0, AT_ONCE).forEach(GatedCheck::letGo);
        awaitNoneRuns();
        now.addAndGet(Duration.ofSeconds(1).toNanos() + 1);

        GatedCheck next = tenants.get(AT_ONCE);
        health.read(visit, "db/" + next.name(), next, true);

        assertThat(waits).hasSize(2);
    }

    private List<Status> readAll(Visit visit) {
        BoundedHealth<Object, HealthResult> of = Objects.requireNonNull(health);
        return tenants.stream()
                .map(tenant -> Objects.requireNonNull(of.read(visit, "db/" + tenant.name(), tenant, true))
                        .status())
                .toList();
    }

    private int asked() {
        return tenants.stream().mapToInt(GatedCheck::asked).sum();
    }

    private void awaitAsked(int number) {
        Awaitility.await().until(() -> asked() == number);
    }

    private void awaitNoneRuns() {
        BoundedHealth<Object, HealthResult> of = Objects.requireNonNull(health);
        Awaitility.await().until(() -> tenants.stream()
                .map(tenant -> of.kept("db/" + tenant.name()))
                .noneMatch(check -> check != null && check.isRunning()));
    }

    /** A visit that waits for nothing really; what happens meanwhile is what the test says. */
    private Visit visit(Runnable meanwhile) {
        return new Visit(now::get, MAX_WAIT.toNanos()) {
            @Override
            void waitFor(CheckRun run, long nanos) {
                waits.add(nanos);
                meanwhile.run();
                now.addAndGet(nanos);
            }
        };
    }

    private BoundedHealth<Object, HealthResult> health() {
        Map<String, Object> members = new LinkedHashMap<>();
        tenants.forEach(tenant -> members.put(tenant.hang().name(), tenant));
        BoundedHealth<Object, HealthResult> created =
                new BoundedHealth<>(new FakeApi(), FakeApi.properties(), now::get);
        created.watch(() -> {
            looks.incrementAndGet();
            return Map.of("db", members);
        });
        health = created;
        return created;
    }
}
