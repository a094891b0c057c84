package dev.vigie.logging;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigie.feature.FeatureAutoConfiguration;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** An application that does nothing but log. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({FeatureAutoConfiguration.class, LoggingAutoConfiguration.class})
class LoggingApplication {

    static ConfigurableApplicationContext start(String... properties) {
        return builder(properties).run();
    }

    /** Whoever logs writes, so that a line is there when the call has returned. */
    static ConfigurableApplicationContext startWithoutQueue(String... properties) {
        return builder("vigie.logging.async.enabled=false")
                .properties(properties)
                .run();
    }

    static SpringApplicationBuilder builder(String... properties) {
        return new SpringApplicationBuilder(LoggingApplication.class)
                .web(WebApplicationType.NONE)
                .properties(properties);
    }

    static LoggingReport report(ConfigurableApplicationContext application) {
        return application.getBean(LoggingReport.class);
    }

    /** Each line of the output is one. */
    static List<JsonNode> jsonLines(CapturedOutput output) {
        return output.getOut().lines().map(RecordedLines::parse).toList();
    }
}
