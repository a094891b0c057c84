package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

class UserLookupTests {

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void release() {
        released.countDown();
    }

    @Test
    void tellsAnUnknownUserFromAWrongPassword() {
        UserLookup lookup = lookup(5_000, this::ada);

        assertThat(lookup.reasonFor("ada")).isEqualTo(LoginFailure.WRONG_PASSWORD);
        assertThat(lookup.reasonFor("nobody")).isEqualTo(LoginFailure.UNKNOWN_USER);
    }

    @Test
    void doesNotGuessWhereNobodyOrSeveralCanSay() {
        UserLookup none = new UserLookup(
                new StaticListableBeanFactory().getBeanProvider(UserDetailsService.class), 5_000, System::nanoTime);

        assertThat(none.reasonFor("ada")).isEqualTo(LoginFailure.BAD_CREDENTIALS);
        assertThat(lookup(5_000, this::ada, this::ada).reasonFor("ada")).isEqualTo(LoginFailure.BAD_CREDENTIALS);
        assertThat(asked).hasValue(0);
    }

    @Test
    @SuppressWarnings({"NullAway", "CheckReturnValue"}) // what an application may do all the same
    void aStoreThatThrowsOrKnowsNothingSaysNothing() {
        UserDetailsService throwing = name -> {
            throw new IllegalStateException("down");
        };
        UserDetailsService overflowing = name -> {
            throw new StackOverflowError();
        };
        UserDetailsService silent = name -> null;

        assertThat(lookup(5_000, throwing).reasonFor("ada")).isEqualTo(LoginFailure.BAD_CREDENTIALS);
        assertThat(lookup(5_000, overflowing).reasonFor("ada")).isEqualTo(LoginFailure.BAD_CREDENTIALS);
        assertThat(lookup(5_000, silent).reasonFor("ada")).isEqualTo(LoginFailure.BAD_CREDENTIALS);
    }

    @Test
    @Timeout(20)
    void aStoreThatHangsHoldsUpFewLoginsAndNotForLong() {
        UserLookup lookup = lookup(50, name -> {
            asked.incrementAndGet();
            await(released);
            return ada(name);
        });
        long begin = System.nanoTime();
        for (int login = 0; login < 10; login++) {
            assertThat(lookup.reasonFor("ada")).isEqualTo(LoginFailure.BAD_CREDENTIALS);
        }
        assertThat(asked.get()).isLessThanOrEqualTo(4);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void asksTenTimesASecondAtMost() {
        UserLookup lookup = new UserLookup(provider(this::ada), 5_000, () -> 7L);
        for (int login = 0; login < 100; login++) {
            lookup.reasonFor("ada");
        }
        assertThat(asked).hasValue(10);
    }

    private UserDetails ada(String name) {
        asked.incrementAndGet();
        if (name.equals("ada")) {
            return User.withUsername("ada").password("x").build();
        }
        throw new UsernameNotFoundException("there is nobody of that name");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static UserLookup lookup(long timeoutMillis, UserDetailsService... services) {
        return new UserLookup(provider(services), timeoutMillis, System::nanoTime);
    }

    private static org.springframework.beans.factory.ObjectProvider<UserDetailsService> provider(
            UserDetailsService... services) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (int i = 0; i < services.length; i++) {
            beans.addBean("service" + i, services[i]);
        }
        return beans.getBeanProvider(UserDetailsService.class);
    }
}
