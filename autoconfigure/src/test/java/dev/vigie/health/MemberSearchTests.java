package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.health.HealthResult.Status;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.system.CapturedOutput;

/** What is found of a member that its composite does not name. */
class MemberSearchTests extends CheckFixture {

    private final FakeApi.OwnComposite tenants = () -> {
        partner.check();
        return Map.of("a", "the member");
    };

    @Test
    void tellsForHowLongASearchHasHung() {
        partner.hang();
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, false));
        assertThat(said(search, tenants))
                .isEqualTo(HealthResult.unknown()
                        .with("error", "No answer yet")
                        .with("stale", true)
                        .with("in_flight_ms", 0L));

        passes(Duration.ofSeconds(15));
        assertThat(said(search, tenants)).isEqualTo(waiting(HealthResult.unknown(), "No answer yet", 15_000));
        passes(Duration.ofMillis(1));
        assertThat(said(search, tenants)).isEqualTo(waiting(HealthResult.down(), "No answer in time", 15_001));
        Awaitility.await().untilAsserted(() -> assertThat(partner.asked()).isEqualTo(1));
    }

    @Test
    void logsOnceThatASearchHangs(CapturedOutput output) {
        partner.hang();
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, false));
        said(search, tenants);
        search.mind();
        assertThat(output).doesNotContain("has not answered");

        passes(Duration.ofSeconds(3));
        search.mind();
        search.mind();
        partner.letGo();
        Awaitility.await().until(() -> !search.isGoing());
        said(search, tenants, "b");
        Awaitility.await().until(() -> output.getAll().contains("tenants answers in time again"));
        search.mind();

        assertThat(output.getAll().split("tenants has not answered for 2000 ms when it was asked for a member", -1))
                .hasSize(2);
        assertThat(output).doesNotContain("tenants/a");
        assertThat(partner.interrupted()).isZero();
    }

    @Test
    void interruptsASearchThatHangsWhereThatIsWanted() {
        partner.hang();
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, true));
        said(search, tenants);
        Awaitility.await().until(() -> partner.asked() == 1);
        passes(Duration.ofSeconds(3));

        search.mind();

        Awaitility.await().until(() -> partner.interrupted() == 1);
    }

    @Test
    void givesTheNextReaderWhatCameTooLateUnlessThatIsOld() {
        partner.hang();
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, false));
        said(search, tenants);
        partner.letGo();
        Awaitility.await().until(() -> !search.isGoing());

        passes(Duration.ofSeconds(7));
        assertThat(member(search)).isEqualTo("the member");
        assertThat(partner.asked()).isEqualTo(1);

        partner.hang();
        said(search, tenants);
        partner.letGo();
        Awaitility.await().until(() -> !search.isGoing());
        passes(Duration.ofSeconds(8));
        assertThat(member(search)).isEqualTo("the member");
        assertThat(partner.asked()).isEqualTo(3);
    }

    @Test
    void tellsHowOldAFailureIsThatCameTooLate() {
        partner.hang();
        FakeApi.OwnComposite broken = () -> {
            partner.check();
            throw new IllegalStateException("hunter2");
        };
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, false));
        said(search, broken);
        partner.letGo();
        Awaitility.await().until(() -> !search.isGoing());
        passes(Duration.ofSeconds(2));

        HealthResult down = HealthResult.down().with("error", IllegalStateException.class.getName());
        assertThat(said(search, broken)).isEqualTo(down.with("stale", true).with("age_ms", 2000L));
        said(search, broken);
        Awaitility.await().until(() -> partner.asked() == 2);
    }

    @Test
    void goesOnAfterASearchThatCouldNotBeStarted() {
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, false));
        assertThatThrownBy(() -> search.find("a", tenants, run -> {
                    throw new SecurityException("no threads for you");
                }))
                .isInstanceOf(SecurityException.class);
        assertThat(search.isGoing()).isFalse();

        assertThat(search.find("a", tenants, run -> false)).isInstanceOf(FakeApi.Saying.class);
        assertThat(search.isGoing()).isFalse();
        assertThat(member(search)).isEqualTo("the member");
    }

    @Test
    void isOverWhateverIsThrown() {
        FakeApi.OwnComposite broken = () -> {
            throw MemberSearchTests.<RuntimeException>sneaky(new Throwable("neither exception nor error"));
        };
        MemberSearch<Object, HealthResult> search = search(settings(Status.DOWN, false));

        Awaitility.await().untilAsserted(() -> assertThat(said(search, broken))
                .isNotNull()
                .extracting(HealthResult::details, InstanceOfAssertFactories.MAP)
                .containsEntry("error", "java.lang.Throwable"));
        assertThat(search.isGoing()).isFalse();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // what bytecode of another language may do
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static HealthResult waiting(HealthResult status, String error, long inFlight) {
        return status.with("error", error).with("stale", true).with("in_flight_ms", inFlight);
    }

    private MemberSearch<Object, HealthResult> search(CheckSettings settings) {
        return new MemberSearch<>("tenants", new FakeApi(), settings, now::get);
    }

    private @Nullable Object found(MemberSearch<Object, HealthResult> search, Object composite, String name) {
        return search.find(name, composite, threads::start);
    }

    /** On a busy machine the short wait of a reader may not be long enough; the next one has the answer then. */
    private Object member(MemberSearch<Object, HealthResult> search) {
        return Awaitility.await().until(() -> found(search, tenants, "a"), found -> !(found instanceof FakeApi.Saying));
    }

    private @Nullable HealthResult said(MemberSearch<Object, HealthResult> search, Object composite) {
        return said(search, composite, "a");
    }

    private @Nullable HealthResult said(MemberSearch<Object, HealthResult> search, Object composite, String name) {
        Object found = found(search, composite, name);
        return found instanceof FakeApi.Saying saying
                ? Objects.requireNonNull(saying.said().apply(true))
                : null;
    }
}
