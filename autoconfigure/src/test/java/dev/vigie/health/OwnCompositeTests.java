package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Composites of the application's own, which may do anything when they are asked what is in them. */
@ExtendWith(OutputCaptureExtension.class)
class OwnCompositeTests {

    private final Map<String, Object> contributors = new ConcurrentHashMap<>();
    private final GatedCheck partner = new GatedCheck("partner");
    private @Nullable BoundedHealth<Object, HealthResult> health;

    @AfterEach
    void stop() {
        partner.letGo();
        Objects.requireNonNull(health).destroy();
    }

    @Test
    void goesOnBesideACompositeThatCannotBeLookedThrough() {
        contributors.put("broken", (FakeApi.OwnComposite) () -> {
            throw new IllegalStateException("no members today");
        });
        contributors.put("partner", partner);
        health("vigie.health.bounded.interval=100ms").start();

        Awaitility.await().until(() -> partner.asked() > 2);
    }

    @Test
    void goesOnWhileACompositeHangsThatIsLookedThrough() {
        GatedCheck members = new GatedCheck("tenants").hang();
        contributors.put("tenants", (FakeApi.OwnComposite) () -> {
            members.check();
            return Map.of("a", new GatedCheck("a"));
        });
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.start();
        try {
            Awaitility.await().until(() -> partner.asked() > 3);
            assertThat(status(health, partner)).isEqualTo(Status.UP);
            assertThat(health.kept("tenants/a")).isNull();
            // One thread looks through it, however often that was wanted.
            assertThat(members.asked()).isEqualTo(1);

            members.letGo();
            Awaitility.await().until(() -> health.kept("tenants/a") != null);
        } finally {
            members.letGo();
            health.destroy();
        }
    }

    @Test
    void goesOnWhateverACompositeThrows() {
        AtomicInteger thrown = new AtomicInteger();
        contributors.put("tenants", (FakeApi.OwnComposite) () -> {
            throw new Error("not an exception");
        });
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.watch(() -> {
            if (thrown.incrementAndGet() <= 2) {
                throw new Error("not even the registry");
            }
            return contributors;
        });
        health.start();
        try {
            Awaitility.await().until(() -> partner.asked() > 3);
        } finally {
            health.destroy();
        }
    }

    /** It is found by its name alone, and each reader looks for it anew. */
    @Test
    void hasOneThreadHoweverManyReadOneThatIsNotNamed() {
        GatedCheck list = new GatedCheck("eu").hang();
        FakeApi.OwnComposite hidden = () -> {
            list.check();
            return Map.of();
        };
        FakeApi.OwnComposite tenants = Map::of;
        contributors.put("tenants", tenants);
        contributors.put("partner", partner);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.max-wait=0");
        health.start();
        try {
            for (int i = 0; i < 40; i++) {
                assertThat(health.members(health.visit(), "tenants/eu", hidden))
                        .containsOnlyKeys(CompositeMembers.TROUBLE);
            }
            Awaitility.await().until(() -> list.asked() > 0);
            assertThat(threads("tenants/eu")).hasSize(1);
            assertThat(list.asked()).isEqualTo(1);
        } finally {
            list.letGo();
        }
    }

    @Test
    void hasOneThreadHoweverManyLookForAMemberOfOneThatIsNotNamed() {
        GatedCheck search = new GatedCheck("eu").hang();
        FakeApi.OwnComposite hidden = () -> {
            search.check();
            return Map.of();
        };
        AtomicInteger looks = new AtomicInteger();
        contributors.put("tenants", (FakeApi.OwnComposite) Map::of);
        BoundedHealth<Object, HealthResult> health =
                health("vigie.health.bounded.max-wait=0", "vigie.health.bounded.interval=100ms");
        health.watch(() -> {
            looks.incrementAndGet();
            return contributors;
        });
        health.start();
        try {
            for (int i = 0; i < 5; i++) {
                assertThat(health.member("tenants/eu", hidden, "a")).isInstanceOf(FakeApi.Saying.class);
                // What is not seen from outside is forgotten in between, unless it is busy.
                int seen = looks.get();
                Awaitility.await().until(() -> looks.get() > seen + 1);
            }
            assertThat(threads("tenants/eu")).hasSize(1);
            assertThat(search.asked()).isEqualTo(1);

            search.letGo();
            Awaitility.await().until(() -> threads("tenants/eu").isEmpty());
            assertThat(health.member("tenants/eu", hidden, "a")).isNull();
        } finally {
            search.letGo();
        }
    }

    @Test
    void forgetsMembersThatAreGoneBesideOneThatNamesNone() {
        AtomicInteger number = new AtomicInteger();
        contributors.put("jobs", (FakeApi.OwnComposite) () -> {
            GatedCheck job = new GatedCheck("job-" + number.incrementAndGet());
            return Map.of(job.name(), job);
        });
        contributors.put("broken", (FakeApi.OwnComposite) () -> {
            throw new IllegalStateException("no members today");
        });
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.interval=100ms");
        health.start();
        Awaitility.await().until(() -> kept(health, 1, number.get()) > 0);
        Awaitility.await().until(() -> number.get() > 6);
        Awaitility.await().until(() -> kept(health, 1, 5) == 0);
    }

    @Test
    void keepsItsOwnMemberOfTheNameThatTellsOfTrouble() {
        GatedCheck list = new GatedCheck("list");
        GatedCheck own = new GatedCheck("members");
        FakeApi.OwnComposite tenants = () -> {
            list.check();
            return Map.of("members", own);
        };
        contributors.put("tenants", tenants);
        BoundedHealth<Object, HealthResult> health =
                health("vigie.health.bounded.interval=100ms", "vigie.health.bounded.timeout=50ms");
        health.start();
        try {
            Awaitility.await()
                    .until(() -> own.equals(
                            health.members(health.visit(), "tenants", tenants).get("members")));
            list.hang();
            Awaitility.await().untilAsserted(() -> assertThat(health.members(health.visit(), "tenants", tenants))
                    .containsOnlyKeys("members", "membersCheck")
                    .containsEntry("members", own));
        } finally {
            list.letGo();
        }
    }

    /** Whether there is such a member is what the start of the application depends on. */
    @Test
    void isAskedDirectlyUntilTheApplicationRuns() {
        Object member = new GatedCheck("a");
        Thread asking = Thread.currentThread();
        FakeApi.OwnComposite tenants = () -> {
            if (!Thread.currentThread().equals(asking)) {
                throw new IllegalStateException("no list");
            }
            return Map.of("a", member);
        };
        contributors.put("tenants", tenants);
        BoundedHealth<Object, HealthResult> health = health("vigie.health.bounded.max-wait=0");
        assertThat(health.member("tenants", tenants, "a")).isSameAs(member);
        assertThat(health.member("tenants", tenants, "typo")).isNull();

        health.start();
        Awaitility.await().untilAsserted(() -> assertThat(health.members(health.visit(), "tenants", tenants))
                .containsOnlyKeys("a", "members")
                .containsEntry("a", member));
        Awaitility.await().until(() -> health.kept("tenants/a") != null);
    }

    private static long kept(BoundedHealth<Object, HealthResult> health, int first, int last) {
        return IntStream.rangeClosed(first, last)
                .filter(i -> health.kept("jobs/job-" + i) != null)
                .count();
    }

    private static List<Thread> threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(CheckThreads.PREFIX + " " + name))
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
