package dev.vigie.errors.sentry;

import io.sentry.IScopes;
import io.sentry.Sentry;
import io.sentry.SentryOptions;
import io.sentry.protocol.User;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of one request, made when somebody uses Sentry in it: most requests never do, and scopes are 4 KB. Until
 * then a stand-in is what is current; it answers what has no need of scopes, and hands on the rest.
 */
final class LazyScopes implements InvocationHandler {

    private final RequestTrace trace;
    private final RequestEvents events;
    private final IScopes standIn;

    private @Nullable User user;
    private boolean userIsSet;
    private volatile @Nullable IScopes made;

    LazyScopes(RequestTrace trace, RequestEvents events) {
        this.trace = trace;
        this.events = events;
        this.standIn = (IScopes)
                Proxy.newProxyInstance(IScopes.class.getClassLoader(), new Class<?>[] {IScopes.class}, this);
    }

    /** Whether there is a Sentry. Not through {@code Sentry.isEnabled()}: that makes scopes for a bare thread. */
    static boolean areWanted() {
        return Sentry.getGlobalScope().getClient().isEnabled();
    }

    static SentryOptions options() {
        return Sentry.getGlobalScope().getOptions();
    }

    /** What to make current on a thread that works for the request. */
    IScopes current() {
        IScopes scopes = made;
        return scopes != null ? scopes : standIn;
    }

    /** The scopes themselves. */
    IScopes scopes() {
        IScopes scopes = made;
        if (scopes == null) {
            synchronized (this) {
                scopes = made;
                if (scopes == null) {
                    scopes = make();
                    made = scopes;
                }
            }
        }
        return scopes;
    }

    private IScopes make() {
        // From the root, not from what the thread was left with: nothing leaks from one request to the next.
        IScopes scopes = Sentry.forkedRootScopes("vigie.request");
        scopes.configureScope(scope -> scope.addEventProcessor(events));
        trace.begin(scopes);
        if (userIsSet) {
            scopes.setUser(user);
        }
        return scopes;
    }

    /** Keeps the user until there are scopes; false when there are some already. */
    synchronized boolean keepUser(@Nullable User known) {
        if (made != null) {
            return false;
        }
        user = known;
        userIsSet = true;
        return true;
    }

    /** Whether they are what is current on this thread, and nobody has used them. */
    boolean areUntouched() {
        return made == null && Sentry.getCurrentScopes(false) == standIn;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(method.getName(), args);
        }
        if (made == null) {
            switch (method.getName()) {
                case "isNoOp" -> {
                    return false;
                }
                case "isEnabled" -> {
                    return areWanted();
                }
                case "getOptions" -> {
                    return options();
                }
                case "getSpan", "getTransaction" -> {
                    // A request whose transaction is recorded has its scopes from the beginning.
                    return null;
                }
                default -> {}
            }
        }
        return onScopes(method, args);
    }

    private Object ofObject(String method, Object @Nullable [] args) {
        return switch (method) {
            case "equals" -> args != null && args[0] == standIn;
            case "hashCode" -> System.identityHashCode(standIn);
            default -> "scopes of a request" + (made == null ? ", not used yet" : "");
        };
    }

    private @Nullable Object onScopes(Method method, Object @Nullable [] args) throws Throwable {
        IScopes scopes = scopes();
        if (!method.getName().equals("isNoOp") && Sentry.getCurrentScopes(false) == standIn) {
            // From now on the thread needs no stand-in.
            Sentry.setCurrentScopes(scopes);
        }
        try {
            return method.invoke(scopes, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() != null ? thrown.getCause() : thrown;
        }
    }
}
