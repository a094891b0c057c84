package dev.vigie.errors.sentry;

import io.sentry.Breadcrumb;
import io.sentry.IScopes;
import io.sentry.Scope;
import io.sentry.Scopes;
import io.sentry.Sentry;
import io.sentry.SentryLevel;
import io.sentry.SentryOptions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The scopes of one request, made when somebody needs them: most requests never do, and with an unsampled transaction
 * they are 8 KB. Until then a stand-in is current, which keeps what is written (the user, tags, breadcrumbs) and has it
 * written into the scopes when they are made. Whatever else it is asked makes them. A proxy, not a class: the interface
 * has seventy methods, and the next version of the SDK some more.
 */
final class LazyScopes implements InvocationHandler {

    private static final Class<?>[] TYPES = {IScopes.class};

    /** Who writes more than this will be read, too; and the SDK has its own limits. */
    private static final int MOST_KEPT = 100;

    private final RequestTrace trace;
    private final RequestEvents events;
    private final IScopes current;

    /** What was written before there were scopes, in its order. */
    private @Nullable List<Consumer<IScopes>> kept;

    private volatile @Nullable IScopes made;

    LazyScopes(RequestTrace trace, RequestEvents events) {
        this.trace = trace;
        this.events = events;
        this.current = trace.isRecorded() ? scopes() : standIn();
    }

    private IScopes standIn() {
        return (IScopes) Proxy.newProxyInstance(IScopes.class.getClassLoader(), TYPES, this);
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
        return scopes != null ? scopes : current;
    }

    /** Whether they are what is current on this thread, and nobody needed them so far. */
    @SuppressWarnings("ReferenceEquality") // equals of a proxy is what it is asked for
    boolean areUntouched() {
        return made == null && Sentry.getCurrentScopes(false) == current;
    }

    /** The scopes themselves. */
    IScopes scopes() {
        IScopes scopes = made;
        return scopes != null ? scopes : makeOnce();
    }

    private synchronized IScopes makeOnce() {
        IScopes scopes = made;
        if (scopes == null) {
            scopes = fork();
            scopes.configureScope(scope -> scope.addEventProcessor(events));
            trace.begin(scopes);
            List<Consumer<IScopes>> before = kept;
            if (before != null) {
                for (Consumer<IScopes> call : before) {
                    call.accept(scopes);
                }
                kept = null;
            }
            made = scopes;
        }
        return scopes;
    }

    private static IScopes fork() {
        // From the root, not from what the thread was left with: nothing leaks from one request to the next.
        IScopes scopes = Sentry.forkedRootScopes("vigie.request");
        if (!scopes.isNoOp()) {
            return scopes;
        }
        // The SDK is being closed, and what it asks to do so are the scopes of the thread: they must know the client.
        SentryOptions options = options();
        return new Scopes(new Scope(options), new Scope(options), Sentry.getGlobalScope(), "vigie.request");
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
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
                case "addBreadcrumb", "setUser", "setTag", "removeTag", "setExtra", "removeExtra" -> {
                    if (args != null && isKept(method, args)) {
                        return null;
                    }
                }
                default -> {}
            }
        }
        return invoke(scopes(), method, args);
    }

    /** Not what is changed when it is written. */
    private boolean isKept(Method method, @Nullable Object[] args) {
        if (method.getName().equals("addBreadcrumb")
                && (options().getBeforeBreadcrumb() != null || !(args[0] instanceof Breadcrumb))) {
            return false;
        }
        return keep(scopes -> write(scopes, method, args));
    }

    /**
     * Has this written when the scopes are made.
     *
     * @return false when it has to be written now: they are made, or others are told what is written
     */
    boolean keep(Consumer<IScopes> call) {
        return options().getScopeObservers().isEmpty() && add(call);
    }

    private synchronized boolean add(Consumer<IScopes> call) {
        List<Consumer<IScopes>> calls = kept;
        if (made != null || (calls != null && calls.size() == MOST_KEPT)) {
            return false;
        }
        if (calls == null) {
            calls = new ArrayList<>(1);
            kept = calls;
        }
        calls.add(call);
        return true;
    }

    @SuppressWarnings("ReferenceEquality") // this is equals
    private Object ofObject(String method, @Nullable Object @Nullable [] args) {
        return switch (method) {
            case "equals" -> args != null && args[0] == current;
            case "hashCode" -> System.identityHashCode(current);
            default -> made == null ? "scopes of a request, not made yet" : "scopes of a request";
        };
    }

    private static @Nullable Object invoke(IScopes scopes, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        try {
            return method.invoke(scopes, args);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static void write(IScopes scopes, Method method, @Nullable Object[] args) {
        try {
            method.invoke(scopes, args);
        } catch (ReflectiveOperationException notWritten) {
            options()
                    .getLogger()
                    .log(SentryLevel.WARNING, "What was kept of a request could not be written", notWritten);
        }
    }
}
