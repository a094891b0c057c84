package dev.vigie.health;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be done with contributors and their health, in the types of one Spring Boot line.
 *
 * @param <C> the contributor type
 * @param <H> the type of what it says
 */
public interface ContributorApi<C, H> {

    /** The contributors inside this one, or null when it is no composite. */
    @Nullable
    Map<String, C> children(C contributor);

    /** The member of this name inside a composite, or null when there is none. */
    @Nullable
    C child(C composite, String name);

    /** Whether what is inside is known without asking it: no composite, or one of Spring Boot's own. */
    boolean isFixed(C contributor);

    /** Whether this one only reads memory, so that it needs no bound; what {@link #saying} makes does. */
    boolean isInMemory(C contributor);

    /** Whether this one is a {@link HealthCheck}, which is made to be asked in the background. */
    boolean isCheck(C contributor);

    /**
     * What this one says with all details, or null when it has nothing to say.
     *
     * @param path its name, such as {@code db/orders}
     */
    @Nullable
    H ask(String path, C contributor);

    H health(HealthResult result);

    /**
     * A contributor that says this.
     *
     * @param said from whether details are wanted
     */
    C saying(Function<Boolean, @Nullable H> said);

    /** How that is; a status only the application understands is UNKNOWN. */
    HealthResult.Status status(H health);

    /** The same status with further details. */
    H with(H health, Map<String, Object> details);

    /** The same status without any detail. */
    H bare(H health);
}
