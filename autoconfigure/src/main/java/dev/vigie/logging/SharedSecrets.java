package dev.vigie.logging;

import dev.vigie.privacy.Masking;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** What is secret in all applications that run in this JVM, whose lines go the same way. */
final class SharedSecrets {

    /** One that could not start is forgotten with its environment. */
    private final Map<Environment, Masking> applications = new WeakHashMap<>();

    synchronized Masking with(Environment application, Masking secrets) {
        applications.put(application, secrets);
        return Masking.all(applications.values());
    }

    /** What is left, or null when the last one ends: what it says then is masked as before. */
    synchronized @Nullable Masking without(Environment application) {
        applications.remove(application);
        return applications.isEmpty() ? null : Masking.all(applications.values());
    }
}
