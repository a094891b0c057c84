package dev.vigie.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.errors.ErrorTracker;
import dev.vigie.errors.ErrorUser;
import dev.vigie.logging.LogFields;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.PrivacyProperties;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.ServletWebRequest;

/** The thread of a {@code Callable} knows its user while it works for it, and what it knew before afterwards. */
class CallablesOfUsersTests {

    private final Callable<String> task = () -> "done";

    @AfterEach
    void clear() {
        MDC.clear();
    }

    @Test
    void givesTheThreadBackAsItWas() {
        assertThat(after("of-the-executor", new Told(() -> "ada", ErrorUser.ofId("7")), "7"))
                .isEqualTo("of-the-executor");
        assertThat(after(null, new Told(() -> "ada", ErrorUser.ofId("7")), "7")).isNull();
    }

    @Test
    void leavesItAloneWhereNobodyIsSignedIn() {
        assertThat(after("of-the-executor", null, "of-the-executor")).isEqualTo("of-the-executor");
    }

    private @Nullable String after(@Nullable String before, @Nullable Told told, String meanwhile) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setAttribute(Told.ATTRIBUTE, told);
        ServletWebRequest webRequest = new ServletWebRequest(request);
        CallablesOfUsers callables = new CallablesOfUsers(requests());
        if (before == null) {
            MDC.remove(LogFields.USER_ID);
        } else {
            MDC.put(LogFields.USER_ID, before);
        }
        callables.preProcess(webRequest, task);
        assertThat(MDC.get(LogFields.USER_ID)).isEqualTo(meanwhile);
        callables.postProcess(webRequest, task, "done");
        return MDC.get(LogFields.USER_ID);
    }

    private static SignedInRequests requests() {
        PersonalData personal = PersonalData.of(new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("vigie.privacy", PrivacyProperties.class));
        ErrorTracker nobody = (ErrorTracker) Proxy.newProxyInstance(
                ErrorTracker.class.getClassLoader(),
                new Class<?>[] {ErrorTracker.class},
                (proxy, method, arguments) -> null);
        ActivePeople active = new ActivePeople(() -> 0);
        OncePerWindow warnings = new OncePerWindow(Duration.ofMinutes(1), () -> 0);
        return new SignedInRequests(
                new SignedInUser(principal -> null, nobody, personal, active, warnings), active, false);
    }
}
