package dev.vigie.health;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/** A real application on a random port. */
public final class RunningApplication implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final ConfigurableApplicationContext context;

    private RunningApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts one that is open to all. */
    public static RunningApplication with(Class<?> configuration, String... properties) {
        return start(List.of(Open.class, configuration), properties);
    }

    public static RunningApplication start(List<Class<?>> configurations, String... properties) {
        List<Class<?>> sources = new ArrayList<>(configurations);
        sources.add(Automatic.class);
        List<String> all = new ArrayList<>(List.of("server.port=0", "spring.jmx.enabled=false"));
        all.addAll(List.of(properties));
        return new RunningApplication(new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(WebApplicationType.SERVLET)
                .properties(all.toArray(String[]::new))
                .run());
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    public HttpResponse<String> send(String method, String path, String... headers) {
        return sendTo("local.server.port", method, path, headers);
    }

    public HttpResponse<String> getFromManagementPort(String path) {
        return sendTo("local.management.port", "GET", path);
    }

    private HttpResponse<String> sendTo(String portProperty, String method, String path, String... headers) {
        String port = Objects.requireNonNull(context.getEnvironment().getProperty(portProperty));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    public Map<String, Object> json(String path) {
        return json(get(path));
    }

    public static Map<String, Object> json(HttpResponse<String> response) {
        return JsonParserFactory.getJsonParser().parseMap(response.body());
    }

    /** The object of that name inside a JSON object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> member(Map<String, Object> json, String name) {
        return (Map<String, Object>) Objects.requireNonNull(json.get(name), name);
    }

    /** The array of texts of that name inside a JSON object. */
    @SuppressWarnings("unchecked")
    public static List<String> texts(Map<String, Object> json, String name) {
        return (List<String>) Objects.requireNonNull(json.get(name), name);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Automatic {}

    @Configuration(proxyBeanMethods = false)
    static class Open {

        @Bean
        SecurityFilterChain open() {
            return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE, List.of());
        }
    }

    /** Nothing of its own. */
    @Configuration(proxyBeanMethods = false)
    public static class Plain {}
}
