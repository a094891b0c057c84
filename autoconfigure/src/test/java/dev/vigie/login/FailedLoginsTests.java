package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.login.FailedLogins.Counted;
import dev.vigie.login.FailedLogins.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FailedLoginsTests {

    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final AtomicLong nanos =
            new AtomicLong(Long.MAX_VALUE - Duration.ofMinutes(1).toNanos());
    private final FailedLogins failed =
            new FailedLogins(new LoginProperties(true, false, WINDOW, 10, 100, true, true), nanos::get);

    @Test
    void countsByPrincipalAndByAddress() {
        failed.count("ada", "10.0.0.1");
        failed.count("Ada ", "10.0.0.2");
        failed.count("grace", "10.0.0.2");
        failed.count(null, "10.0.0.2");

        assertThat(failed.topCount(Kind.PRINCIPAL)).isEqualTo(2);
        assertThat(failed.topCount(Kind.IP)).isEqualTo(3);
        assertThat(failed.count(WINDOW)).isEqualTo(4);
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        failed.count("ada", null);
        passes(Duration.ofMinutes(2));
        failed.count("ada", null);
        assertThat(failed.topCount(Kind.PRINCIPAL)).isEqualTo(2);
        assertThat(failed.topCount(Kind.PRINCIPAL, Duration.ofMinutes(1))).isEqualTo(1);

        passes(Duration.ofMinutes(3));
        assertThat(failed.topCount(Kind.PRINCIPAL)).isEqualTo(1);
        passes(Duration.ofMinutes(5));
        assertThat(failed.topCount(Kind.PRINCIPAL)).isZero();
        assertThat(failed.count(WINDOW)).isZero();
    }

    @Test
    void theEleventhOfOnePrincipalIsAStormAndTheNewsOncePerWindow() {
        List<LoginBruteForce> news = new ArrayList<>();
        for (int attempt = 1; attempt <= 50; attempt++) {
            Counted counted = failed.count("ada", "10.0.0." + attempt);
            assertThat(counted.storm()).as("attempt %d", attempt).isEqualTo(attempt > 10);
            news.addAll(counted.news());
        }
        assertThat(news).singleElement().satisfies(fact -> {
            assertThat(fact.kind()).isEqualTo(Kind.PRINCIPAL);
            assertThat(fact.failures()).isEqualTo(11);
            assertThat(fact.window()).isEqualTo(WINDOW);
            assertThat(fact.key()).matches("[0-9a-f]{16}");
        });
        assertThat(failed.count("grace", "10.0.1.1").storm()).isFalse();

        passes(WINDOW);
        assertThat(Stream.generate(() -> failed.count("ada", null))
                        .limit(11)
                        .flatMap(counted -> counted.news().stream()))
                .hasSize(1);
    }

    @Test
    void everybodyTogetherIsAStormToo() {
        for (int attempt = 1; attempt <= 100; attempt++) {
            assertThat(failed.count("user-" + attempt, "10.0.0." + attempt).storm())
                    .isFalse();
        }
        assertThat(failed.count("one-more", "10.0.1.1").storm()).isTrue();
    }

    @Test
    void keysDifferFromProcessToProcess() {
        assertThat(new OneWayHash().of("ada")).isNotEqualTo(new OneWayHash().of("ada"));
    }

    /** Whoever is guessed all the time is not pushed out by a million names that are tried once. */
    @Test
    void aMillionNamesAndAddressesTakeBoundedMemory() {
        for (int attempt = 0; attempt < 1_000_000; attempt++) {
            failed.count("user-" + attempt, "address-" + attempt);
            if (attempt % 5_000 == 0) {
                failed.count("ada", null);
            }
        }
        assertThat(failed.keys(Kind.PRINCIPAL)).isEqualTo(FailedLogins.MOST_KEYS);
        assertThat(failed.keys(Kind.IP)).isEqualTo(FailedLogins.MOST_KEYS);
        assertThat(failed.topCount(Kind.PRINCIPAL)).isEqualTo(200);
    }

    private void passes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
