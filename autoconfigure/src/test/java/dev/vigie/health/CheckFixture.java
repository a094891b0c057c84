package dev.vigie.health;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One check whose time passes as the test says. */
@ExtendWith(OutputCaptureExtension.class)
abstract class CheckFixture {

    final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000);
    final CheckThreads threads = new CheckThreads();
    final GatedCheck partner = new GatedCheck("partner");

    @AfterEach
    void letGo() {
        partner.letGo();
        threads.close();
    }

    @Nullable
    Status statusOf(BoundedCheck<Object, HealthResult> check) {
        HealthResult result = check.read(true);
        return result == null ? null : result.status();
    }

    BoundedCheck<Object, HealthResult> check(Object contributor, CheckSettings settings) {
        return new BoundedCheck<>("partner", contributor, new FakeApi(), settings, now::get);
    }

    static CheckSettings settings(Status lateStatus, boolean interrupt) {
        return new CheckSettings(
                Duration.ofSeconds(5).toNanos(),
                Duration.ofSeconds(2).toNanos(),
                0,
                Duration.ofSeconds(15).toNanos(),
                lateStatus,
                interrupt,
                true);
    }

    BoundedCheck<Object, HealthResult> asked(Object contributor) {
        BoundedCheck<Object, HealthResult> check = check(contributor, settings(Status.DOWN, false));
        ask(check);
        return check;
    }

    void ask(BoundedCheck<Object, HealthResult> check) {
        check.startIfDue(threads);
        Awaitility.await().until(() -> !check.isRunning());
    }

    /** UP once, and hanging since five seconds later. */
    BoundedCheck<Object, HealthResult> hanging() {
        BoundedCheck<Object, HealthResult> check = asked(partner);
        partner.hang();
        passes(Duration.ofSeconds(5));
        check.startIfDue(threads);
        Awaitility.await().until(() -> partner.asked() == 2);
        return check;
    }

    void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
