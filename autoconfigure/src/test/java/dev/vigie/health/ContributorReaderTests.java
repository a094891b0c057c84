package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.health.HealthResult.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContributorReaderTests {

    private final Map<String, Supplier<HealthResult>> contributors = new LinkedHashMap<>();
    private final Reader reader = new Reader();

    @Test
    void readsTheSameOnceWhileNothingChanges() {
        contributors.put("db", HealthResult::up);
        contributors.put("redis", HealthResult::down);

        HealthReading first = reader.read();

        assertThat(reader.read()).isSameAs(first);
        assertThat(first.failing()).isTrue();
        assertThat(first.components()).extracting(ComponentHealth::bad).containsExactly(false, true);
    }

    @Test
    void seesEveryChange() {
        contributors.put("db", HealthResult::up);
        reader.read();

        contributors.put("db", HealthResult::down);
        assertThat(only().result().status()).isEqualTo(Status.DOWN);
        assertThat(only().bad()).isTrue();
        assertThat(reader.read().failing()).isTrue();
        contributors.put("db", () -> HealthResult.up().with("version", 17));
        assertThat(only().result().details()).containsEntry("version", 17);
        assertThat(reader.read().failing()).isFalse();
        contributors.clear();
        contributors.put("other", () -> HealthResult.up().with("version", 17));
        assertThat(only().name()).isEqualTo("other");
        contributors.clear();
        assertThat(reader.read().components()).isEmpty();
    }

    @Test
    void seesThatOneThrowsAndThatItIsBack() {
        contributors.put("db", HealthResult::up);
        reader.read();

        contributors.put("db", () -> {
            throw new IllegalStateException("refused");
        });
        assertThat(only().bad()).isTrue();
        assertThat(reader.read().failing()).isTrue();
        contributors.put("db", HealthResult::up);
        assertThat(only().bad()).isFalse();
    }

    private ComponentHealth only() {
        List<ComponentHealth> components = reader.read().components();
        assertThat(components).hasSize(1);
        return components.get(0);
    }

    private final class Reader extends ContributorReader<Supplier<HealthResult>, HealthResult> {

        @Override
        protected void each(BiConsumer<String, Supplier<HealthResult>> visitor) {
            contributors.forEach(visitor);
        }

        @Override
        protected boolean eachInside(
                Supplier<HealthResult> contributor, BiConsumer<String, Supplier<HealthResult>> visitor) {
            return false;
        }

        @Override
        protected @Nullable HealthResult ask(Supplier<HealthResult> contributor) {
            return contributor.get();
        }

        @Override
        protected HealthResult down() {
            return HealthResult.down();
        }

        @Override
        protected HealthResult converted(HealthResult health) {
            return health;
        }

        @Override
        protected Object status(HealthResult health) {
            return health.status();
        }

        @Override
        protected boolean isFailing(List<HealthResult> said) {
            return said.stream().anyMatch(health -> health.status().isBad());
        }
    }
}
