package dev.vigie.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Contributors of no Spring Boot line: a map is a composite, a callable is asked, a text is in memory. */
final class FakeApi implements ContributorApi<Object, HealthResult> {

    /** A composite of the application's own, which says what is in it when it is asked. */
    interface OwnComposite {

        Map<String, Object> members();
    }

    /** What asks these contributors; the properties as {@code key=value}. */
    static BoundedHealth<Object, HealthResult> health(Map<String, Object> contributors, String... properties) {
        BoundedHealth<Object, HealthResult> created = new BoundedHealth<>(new FakeApi(), properties(properties));
        created.watch(() -> contributors);
        return created;
    }

    /** The settings; each as {@code key=value}. */
    static HealthProperties properties(String... properties) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String property : properties) {
            values.put(property.substring(0, property.indexOf('=')), property.substring(property.indexOf('=') + 1));
        }
        return new Binder(new MapConfigurationPropertySource(values))
                .bindOrCreate("vigie.health", HealthProperties.class);
    }

    @Override
    @SuppressWarnings("unchecked")
    public @Nullable Map<String, Object> children(Object contributor) {
        if (contributor instanceof OwnComposite composite) {
            return composite.members();
        }
        return contributor instanceof Map<?, ?> children ? (Map<String, Object>) children : null;
    }

    @Override
    public @Nullable Object child(Object composite, String name) {
        return Objects.requireNonNull(children(composite)).get(name);
    }

    @Override
    public boolean isFixed(Object contributor) {
        return !(contributor instanceof OwnComposite);
    }

    @Override
    public boolean isInMemory(Object contributor) {
        return contributor instanceof String || contributor instanceof Saying;
    }

    @Override
    public boolean isCheck(Object contributor) {
        return contributor instanceof HealthCheck;
    }

    @Override
    public @Nullable HealthResult ask(String path, Object contributor) {
        try {
            return (HealthResult) ((Callable<?>) contributor).call();
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public HealthResult health(HealthResult result) {
        return result;
    }

    @Override
    public Object saying(Function<Boolean, @Nullable HealthResult> said) {
        return new Saying(said);
    }

    /** What is known already. */
    record Saying(Function<Boolean, @Nullable HealthResult> said) {}

    @Override
    public HealthResult.Status status(HealthResult health) {
        return health.status();
    }

    @Override
    public HealthResult with(HealthResult health, Map<String, Object> details) {
        Map<String, Object> all = new LinkedHashMap<>(health.details());
        all.putAll(details);
        return new HealthResult(health.status(), all);
    }

    @Override
    public HealthResult bare(HealthResult health) {
        return HealthResult.of(health.status());
    }
}
