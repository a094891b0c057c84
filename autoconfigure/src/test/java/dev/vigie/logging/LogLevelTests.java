package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** Levels decide what is written, wherever they were set. */
@ExtendWith({OutputCaptureExtension.class, FreshLogging.class})
class LogLevelTests {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Logger orders = LoggerFactory.getLogger("com.acme.Orders");

    @Test
    void areThoseOfTheVariableThePropertiesAndTheEndpoint(CapturedOutput output) throws Exception {
        try (var application = start("LOG_LEVEL=warn", "logging.level.com.acme.Quiet=error")) {
            orders.info("under_the_variable");
            orders.warn("over_the_variable");
            LoggerFactory.getLogger("com.acme.Quiet").warn("under_the_property");
            LoggerFactory.getLogger("com.acme.Quiet").error("over_the_property");

            assertThat(set(application, "com.acme", "{\"configuredLevel\":\"TRACE\"}"))
                    .isEqualTo(204);
            orders.trace("over_the_endpoint");
            assertThat(set(application, "com.acme", "{\"configuredLevel\":\"ERROR\"}"))
                    .isEqualTo(204);
            orders.warn("under_the_endpoint");
            assertThat(set(application, "com.acme", "{}")).isEqualTo(204);
            orders.info("under_the_variable_again");
            orders.warn("over_the_variable_again");

            Awaitility.await().untilAsserted(() -> assertThat(events(output))
                    .containsExactly(
                            "over_the_variable", "over_the_property", "over_the_endpoint", "over_the_variable_again"));
        }
    }

    private static List<String> events(CapturedOutput output) {
        return output.getOut()
                .lines()
                .map(RecordedLines::parse)
                .filter(line -> line.path("logger").asText().startsWith("com.acme."))
                .map(line -> line.path("event").asText())
                .toList();
    }

    private static int set(ConfigurableApplicationContext application, String logger, String body) throws Exception {
        URI endpoint = URI.create("http://localhost:"
                + application.getEnvironment().getProperty("local.server.port") + "/actuator/loggers/" + logger);
        HttpResponse<Void> answer = CLIENT.send(
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
        return answer.statusCode();
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return new SpringApplicationBuilder(Application.class)
                .properties(
                        "server.port=0",
                        "vigie.environment=production",
                        "management.endpoints.web.exposure.include=loggers",
                        "management.endpoint.loggers.access=unrestricted")
                .properties(properties)
                .run();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SecurityFilterChain open(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(AbstractHttpConfigurer::disable)
                    .build();
        }
    }
}
