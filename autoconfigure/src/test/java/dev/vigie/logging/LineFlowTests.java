package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** How lines get to the appenders, as the properties say it. */
class LineFlowTests {

    @ParameterizedTest
    @CsvSource({
        "TRUE, development, true",
        "True, development, true",
        "false, production, false",
        "FALSE, production, false",
        "AUTO, production, true",
        "Auto, Staging, true",
        "auto, PROD, true",
        "auto, development, false",
        "perhaps, production, true",
        "perhaps, development, false"
    })
    void aThreadOfItsOwnIsSwitchedInAnyCase(String asked, String name, boolean asynchronous) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("vigie.logging.async.enabled", asked, "vigie.environment", name)));
        assertThat(LineFlow.from(environment).asynchronous()).isEqualTo(asynchronous);
    }
}
