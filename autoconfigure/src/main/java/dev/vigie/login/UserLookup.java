package dev.vigie.login;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/**
 * Asks the application's users whether there is one of this name: seldom, on a thread of its own and not for long,
 * because a login waits for it.
 */
final class UserLookup implements AutoCloseable {

    private static final int THREADS = 4;
    private static final int PER_SECOND = 10;

    private final ObjectProvider<UserDetailsService> services;
    private final long timeoutMillis;
    private final LongSupplier nanoTime;
    private final ThreadPoolExecutor executor =
            new ThreadPoolExecutor(0, THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "vigie-login-lookup");
                thread.setDaemon(true);
                return thread;
            });
    private long second;
    private int asked;

    UserLookup(ObjectProvider<UserDetailsService> services, long timeoutMillis, LongSupplier nanoTime) {
        this.services = services;
        this.timeoutMillis = timeoutMillis;
        this.nanoTime = nanoTime;
    }

    /** Unknown user or wrong password, or bad credentials when nobody can say in time. */
    LoginFailure reasonFor(String username) {
        try {
            UserDetailsService service = services.getIfUnique();
            if (service == null || !mayAsk()) {
                return LoginFailure.BAD_CREDENTIALS;
            }
            return answer(executor.submit(() -> ask(service, username)));
        } catch (RejectedExecutionException tooMany) {
            return LoginFailure.BAD_CREDENTIALS;
        }
    }

    private LoginFailure answer(Future<LoginFailure> asked) {
        try {
            return asked.get(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return LoginFailure.BAD_CREDENTIALS;
        } catch (TimeoutException | ExecutionException noAnswer) {
            return LoginFailure.BAD_CREDENTIALS;
        }
    }

    @SuppressWarnings("ConstantValue") // the application's code may return null all the same
    private static LoginFailure ask(UserDetailsService service, String username) {
        try {
            return service.loadUserByUsername(username) == null
                    ? LoginFailure.BAD_CREDENTIALS
                    : LoginFailure.WRONG_PASSWORD;
        } catch (UsernameNotFoundException unknown) {
            return LoginFailure.UNKNOWN_USER;
        }
    }

    private synchronized boolean mayAsk() {
        long now = Math.floorDiv(nanoTime.getAsLong(), 1_000_000_000L);
        if (now != second) {
            second = now;
            asked = 0;
        }
        return asked++ < PER_SECOND;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
