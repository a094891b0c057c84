package dev.vigie.errors.sentry;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets two listen where the SDK has room for one: a hint that another, such as the SDK's handler of uncaught
 * exceptions, gave to an event keeps every interface it has.
 */
final class HintWithResult implements InvocationHandler {

    private final Object given;
    private final Object listener;

    private HintWithResult(Object given, Object listener) {
        this.given = given;
        this.listener = listener;
    }

    /** Both in one, or null where a class loader or a module forbids it. */
    static @Nullable Object of(Object given, Object listener) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = given.getClass(); type != null; type = type.getSuperclass()) {
            addInterfaces(type, interfaces);
        }
        addInterfaces(listener.getClass(), interfaces);
        try {
            return Proxy.newProxyInstance(
                    given.getClass().getClassLoader(),
                    interfaces.toArray(Class<?>[]::new),
                    new HintWithResult(given, listener));
        } catch (IllegalArgumentException | LinkageError notTogether) {
            return null;
        }
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        for (Class<?> one : type.getInterfaces()) {
            interfaces.add(one);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            boolean knownToGiven = method.getDeclaringClass().isInstance(given);
            Object answer = knownToGiven ? method.invoke(given, arguments) : null;
            if (method.getDeclaringClass() == Object.class
                    || !method.getDeclaringClass().isInstance(listener)) {
                return answer;
            }
            Object ours = method.invoke(listener, arguments);
            return knownToGiven ? answer : ours;
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() == null ? thrown : thrown.getCause();
        }
    }
}
