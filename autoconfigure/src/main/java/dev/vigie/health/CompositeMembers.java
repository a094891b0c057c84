package dev.vigie.health;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is inside a composite of the application's own. To say that may take it as long as a check, where it asks a
 * database for its tenants, so it is one: asked on a thread of its own, with an answer that is kept.
 *
 * @param <C> the contributor type
 * @param <H> the type of what it says
 */
final class CompositeMembers<C, H> extends BoundedCheck<C, H> {

    /** The component that tells why the members are not what they should be; not there while all is well. */
    static final String TROUBLE = "members";

    /** Its name where there is a member of that name. */
    static final String TROUBLE_BESIDE_MEMBER = TROUBLE + HealthChecks.SUFFIX;

    private final ContributorApi<C, H> api;
    private final H fine;
    private final C trouble;
    private final MemberSearch<C, H> search;

    /** Those somebody asked for by their names when the application started: groups are made of them. */
    private final Map<String, C> asked = new ConcurrentHashMap<>();

    private volatile @Nullable Map<String, C> known;

    CompositeMembers(String path, C composite, ContributorApi<C, H> api, CheckSettings settings, LongSupplier time) {
        super(path, composite, api, settings, time);
        this.api = api;
        this.fine = api.health(HealthResult.up());
        this.trouble = api.saying(this::read);
        this.search = new MemberSearch<>(path, api, settings, time);
    }

    @Override
    H question(String path, C composite) {
        known = Collections.unmodifiableMap(Objects.requireNonNull(api.children(composite)));
        return fine;
    }

    /** Also while it is asked for one member. */
    @Override
    boolean isRunning() {
        return super.isRunning() || search.isGoing();
    }

    @Override
    void mind() {
        super.mind();
        search.mind();
    }

    /** Whether it has named its members yet. */
    boolean hasNamed() {
        return known != null;
    }

    /** The members it named last; until it has named any, those it was asked for by name. */
    Map<String, C> known() {
        Map<String, C> members = known;
        return members == null ? asked : members;
    }

    /** Notes a member that was found by its name. */
    void found(String name, C member) {
        asked.put(name, member);
    }

    /** The members it named last, and what is wrong with that where something is. */
    Map<String, C> told() {
        boolean named = hasNamed();
        Map<String, C> members = known();
        if (named && fine.equals(read(true))) {
            return members;
        }
        Map<String, C> told = new LinkedHashMap<>(members);
        told.put(members.containsKey(TROUBLE) ? TROUBLE_BESIDE_MEMBER : TROUBLE, trouble);
        return told;
    }

    /** The member of this name, also one that is not among those it names; null when there is none. */
    @Nullable
    C member(String name, C composite, CheckThreads threads) {
        C member = told().get(name);
        return member == null ? search.find(name, composite, run -> unlessRetired(() -> threads.start(run))) : member;
    }
}
