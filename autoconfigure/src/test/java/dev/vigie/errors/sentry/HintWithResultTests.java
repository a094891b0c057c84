package dev.vigie.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentry.NoOpLogger;
import io.sentry.UncaughtExceptionHandlerIntegration.UncaughtExceptionHint;
import io.sentry.hints.Cached;
import io.sentry.hints.DiskFlushNotification;
import io.sentry.hints.Retryable;
import io.sentry.hints.SubmissionResult;
import io.sentry.hints.TransactionEnd;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HintWithResultTests {

    @Test
    void keepsWhatTheOtherHintIsAndHearsTheResult() {
        UncaughtExceptionHint given = new UncaughtExceptionHint(1, NoOpLogger.getInstance());
        Result listener = new Result();

        Object both = Objects.requireNonNull(HintWithResult.of(given, listener));

        assertThat(both)
                .isInstanceOf(TransactionEnd.class)
                .isInstanceOf(DiskFlushNotification.class)
                .isInstanceOf(SubmissionResult.class);
        ((DiskFlushNotification) both).markFlushed();
        ((SubmissionResult) both).setResult(true);
        assertThat(given.waitFlush()).isTrue();
        assertThat(listener.isSuccess()).isTrue();
    }

    @Test
    void tellsBothWhenTheOtherListensToo() {
        Listening given = new Listening();
        Result listener = new Result();

        SubmissionResult both = (SubmissionResult) Objects.requireNonNull(HintWithResult.of(given, listener));

        assertThat(both).isInstanceOf(Retryable.class).isInstanceOf(Cached.class);
        both.setResult(true);
        assertThat(given.isSuccess()).isTrue();
        assertThat(listener.isSuccess()).isTrue();
        assertThat(both.hashCode()).isEqualTo(given.hashCode());
    }

    private static class Result implements SubmissionResult {

        private boolean success;

        @Override
        public void setResult(boolean taken) {
            success = taken;
        }

        @Override
        public boolean isSuccess() {
            return success;
        }
    }

    private static final class Listening extends Result implements Retryable, Cached {

        @Override
        public boolean isRetry() {
            return false;
        }

        @Override
        public void setRetry(boolean retry) {}
    }
}
