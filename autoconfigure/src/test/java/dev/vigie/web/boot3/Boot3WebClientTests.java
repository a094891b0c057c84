package dev.vigie.web.boot3;

import dev.vigie.web.CallsOfWebClientTests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;

/** Spring Boot hands our convention to the builder it makes; the module for that in 4.x is not among its tests. */
class Boot3WebClientTests {

    @Test
    void theBuilderOfSpringBootLosesNoCall() {
        try (ConfigurableApplicationContext context =
                CallsOfWebClientTests.application(4).start()) {
            CallsOfWebClientTests.callAddresses(context.getBean(WebClient.Builder.class)
                    .baseUrl(CallsOfWebClientTests.address(context))
                    .build());

            CallsOfWebClientTests.awaitCalls(context, Map.of("/a/0", 2L, "/a/1", 1L, "OTHER", 18L));
        }
    }
}
