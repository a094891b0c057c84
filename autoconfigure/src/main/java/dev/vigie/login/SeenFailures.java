package dev.vigie.login;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The failures that were told lately. Spring Security may publish one twice: a manager of authentications and its
 * parent both do. An exception alone does not make it the same, as an application may keep one in a constant.
 */
final class SeenFailures {

    private static final int PLACES = 64;

    private final AtomicReferenceArray<Failure> places = new AtomicReferenceArray<>(PLACES);

    /** Whether this failure is new; from now on it is not. */
    boolean isNew(Object authentication, Throwable exception) {
        // Not by hashCode and equals, which are the application's code.
        int place = System.identityHashCode(authentication) & (PLACES - 1);
        Failure last = places.get(place);
        if (last != null
                && last.authentication().refersTo(authentication)
                && last.exception().refersTo(exception)) {
            return false;
        }
        places.set(place, new Failure(new WeakReference<>(authentication), new WeakReference<>(exception)));
        return true;
    }

    private record Failure(WeakReference<Object> authentication, WeakReference<Throwable> exception) {}
}
