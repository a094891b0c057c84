package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigie.errors.ErrorUser;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctIdsTests {

    private final AtomicLong nanos = new AtomicLong(-5);
    private final ActivePeople active = new ActivePeople(nanos::get);

    @Test
    void aPersonCountsOnce() {
        for (int request = 0; request < 100; request++) {
            active.saw(ErrorUser.ofId("ada"));
            active.saw(ErrorUser.ofId("grace"));
        }
        active.sawSession("A1");

        assertThat(active.users()).isEqualTo(2);
        assertThat(active.sessions()).isEqualTo(1);
    }

    @Test
    void aPersonCountsForFiveMinutes() {
        active.saw(ErrorUser.ofId("ada"));
        passes(200);
        active.saw(ErrorUser.ofId("grace"));
        passes(99);
        assertThat(active.users()).isEqualTo(2);

        passes(1);
        assertThat(active.users()).isEqualTo(1);

        passes(200);
        assertThat(active.users()).isZero();
    }

    @Test
    void whoHasNoIdIsKnownByNameAndWhoHasNeitherIsNobody() {
        active.saw(new ErrorUser(null, "ada", Map.of()));
        active.saw(new ErrorUser(null, null, Map.of("department", "sales")));

        assertThat(active.users()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 1_000, 10_000, 100_000})
    void isAccurateToTwoPerCent(int people) {
        for (int person = 0; person < people; person++) {
            active.saw(ErrorUser.ofId("person-" + person));
        }
        assertThat(active.users()).isCloseTo(people, within(Math.max(1L, people / 50)));
    }

    @Test
    void staysAFiniteNumberWithAMillion() {
        for (int person = 0; person < 1_000_000; person++) {
            active.sawSession("session-" + person);
        }
        assertThat(active.sessions()).isBetween(250_000L, 1_000_000L);
    }

    private void passes(int seconds) {
        nanos.addAndGet(seconds * 1_000_000_000L);
    }
}
