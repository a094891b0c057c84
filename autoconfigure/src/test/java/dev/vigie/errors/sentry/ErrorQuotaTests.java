package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorsProperties.Quota;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorQuotaTests {

    private final AtomicLong time = new AtomicLong();

    @Test
    void letsABurstThroughAndThenOneAtATime() {
        ErrorQuota quota = quota(new Quota(true, 10, 10, 0));

        assertThat(admitted(quota, 1, 100)).isEqualTo(10);
        pass(5_999);
        assertThat(quota.admit(1)).isEqualTo(ErrorQuota.REFUSED);
        pass(1);
        assertThat(quota.admit(1)).isEqualTo(91);
        assertThat(quota.admit(1)).isEqualTo(ErrorQuota.REFUSED);
    }

    @Test
    void fillsUpToTheBurstAgainAndNoFurther() {
        ErrorQuota quota = quota(new Quota(true, 10, 10, 0));
        admitted(quota, 1, 10);

        pass(TimeUnit.DAYS.toMillis(1));

        assertThat(quota.admit(1)).isZero();
        assertThat(admitted(quota, 1, 100)).isEqualTo(9);
    }

    @Test
    void letsTheFirstOfEachKindThrough() {
        ErrorQuota quota = quota(new Quota(true, 1, 1, 0));

        for (long kind = 0; kind < 10_000; kind++) {
            assertThat(quota.admit(kind * 31)).isZero();
        }
    }

    @Test
    void sendsNoMoreOfAllKindsTogetherThanItMay() {
        ErrorQuota quota = quota(new Quota(true, 10, 10, 60));
        long admitted = 0;
        for (long kind = 0; kind < 1_000; kind++) {
            admitted += admitted(quota, kind, 1);
        }

        assertThat(admitted).isEqualTo(60);
        pass(1_000);
        assertThat(quota.admit(999)).isEqualTo(1);
        assertThat(quota.admit(998)).isEqualTo(ErrorQuota.REFUSED);
    }

    @Test
    void knowsABoundedNumberOfKindsAndForgetsTheOldest() {
        ErrorQuota quota = quota(new Quota(true, 1, 1, 0));
        for (long kind = 0; kind < 100_000; kind++) {
            quota.admit(-1);
            quota.admit(kind);
        }

        assertThat(quota.kinds()).isEqualTo(1_024);
        // One that comes again and again is not forgotten.
        assertThat(quota.admit(-1)).isEqualTo(ErrorQuota.REFUSED);
        pass(60_000);
        assertThat(quota.admit(-1)).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE - 1_000, -1_000, Long.MIN_VALUE})
    void livesThroughAnyNanoTime(long start) {
        time.set(start);
        ErrorQuota quota = quota(new Quota(true, Integer.MAX_VALUE, 1, Integer.MAX_VALUE));
        assertThat(admitted(quota, 1, 1_000)).isEqualTo(1_000);

        ErrorQuota narrow = quota(new Quota(true, 1, 1, 1));
        assertThat(narrow.admit(1)).isZero();
        assertThat(narrow.admit(1)).isEqualTo(ErrorQuota.REFUSED);
        pass(60_000);
        assertThat(narrow.admit(1)).isEqualTo(1);
    }

    @Test
    void letsEverythingThroughWhenSwitchedOff() {
        assertThat(admitted(quota(new Quota(false, 1, 1, 1)), 1, 100)).isEqualTo(100);
    }

    @Test
    void mendsSettingsThatAreTooLow() {
        assertThat(new Quota(true, 0, -5, -1)).isEqualTo(new Quota(true, 1, 1, 0));
    }

    private ErrorQuota quota(Quota settings) {
        return new ErrorQuota(settings, time::get);
    }

    private void pass(long millis) {
        time.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static long admitted(ErrorQuota quota, long kind, int times) {
        long admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += quota.admit(kind) == ErrorQuota.REFUSED ? 0 : 1;
        }
        return admitted;
    }
}
