package dev.vigie.web;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Requests.
 *
 * @param enabled whether requests get ids and are watched; without it Sentry's own filters and resolver are in charge
 * @param answerUnhandled whether an exception that nobody handles is answered with a problem document of status 500
 * @param access the line each request leaves in the log
 * @param slowThreshold from when on a request counts as slow; zero or less for never
 */
@ConfigurationProperties("vigie.web")
public record WebProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("true") boolean answerUnhandled,
        @DefaultValue Access access,
        @DefaultValue("1s") Duration slowThreshold) {

    /**
     * The line each request leaves in the log.
     *
     * @param enabled whether each request leaves a line of the logger access when it is over
     * @param exclude requests to these paths leave no line, whatever their status: path patterns of Spring MVC, within
     *     the context path
     */
    public record Access(
            @DefaultValue("true") boolean enabled,
            @DefaultValue({"/actuator/health/**", "/actuator/prometheus", "/health", "/health/**", "/livez", "/readyz"})
                    List<String> exclude) {}
}
