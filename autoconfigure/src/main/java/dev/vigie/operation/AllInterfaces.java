package dev.vigie.operation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import org.springframework.util.ClassUtils;

/**
 * Proxies that are all their target is by its interfaces, so that an application may still cast a connection to an
 * interface of its driver. To a class of the driver it gets with {@code unwrap}, as it does with any pool.
 */
final class AllInterfaces {

    private static final ClassValue<Class<?>[]> KNOWN = new ClassValue<>() {
        @Override
        protected Class<?>[] computeValue(Class<?> type) {
            return ClassUtils.getAllInterfacesForClassAsSet(type, type.getClassLoader()).stream()
                    .filter(each -> Modifier.isPublic(each.getModifiers()) && !each.isSealed())
                    .toArray(Class<?>[]::new);
        }
    };

    private AllInterfaces() {}

    /** A proxy before the target; of that type alone where no class loader sees all others together. */
    static <T> T proxy(Class<T> type, T target, InvocationHandler handler) {
        Class<?> own = target.getClass();
        try {
            Object proxy = Proxy.newProxyInstance(own.getClassLoader(), KNOWN.get(own), handler);
            if (type.isInstance(proxy)) {
                return type.cast(proxy);
            }
        } catch (IllegalArgumentException | LinkageError notAllOfThem) {
            // Below.
        }
        return type.cast(Proxy.newProxyInstance(handler.getClass().getClassLoader(), new Class<?>[] {type}, handler));
    }
}
