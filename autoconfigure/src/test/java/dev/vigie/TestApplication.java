package dev.vigie;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A real application with every auto-configuration of the class path, in an environment whose variables are only the
 * ones given here.
 */
public final class TestApplication {

    private final SpringApplication application;
    private final Map<String, Object> variables = new HashMap<>();
    private final Map<String, Object> defaultProperties = new HashMap<>();
    private final List<String> arguments = new ArrayList<>(List.of("--spring.main.banner-mode=off"));

    private TestApplication(WebApplicationType type) {
        application = new SpringApplication(Plain.class);
        application.setWebApplicationType(type);
        application.setRegisterShutdownHook(false);
    }

    /** On a random port. */
    public static TestApplication web() {
        return new TestApplication(WebApplicationType.SERVLET).property("server.port", "0");
    }

    public static TestApplication nonWeb() {
        return new TestApplication(WebApplicationType.NONE);
    }

    public TestApplication variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** As a command line argument. */
    public TestApplication property(String key, String value) {
        arguments.add("--" + key + "=" + value);
        return this;
    }

    /** Through {@link SpringApplication#setDefaultProperties}. */
    public TestApplication defaultProperty(String key, String value) {
        defaultProperties.put(key, value);
        return this;
    }

    public TestApplication with(Class<?>... sources) {
        application.addPrimarySources(List.of(sources));
        return this;
    }

    public ConfigurableApplicationContext start() {
        StandardEnvironment environment = new StandardEnvironment();
        String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, variables));
        application.setEnvironment(environment);
        application.setDefaultProperties(defaultProperties);
        return application.run(arguments.toArray(String[]::new));
    }

    public static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
            throws IOException, InterruptedException {
        return get(context, "local.server.port", path);
    }

    /** From the port that this property of the environment names. */
    public static HttpResponse<String> get(ConfigurableApplicationContext context, String port, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://localhost:" + context.getEnvironment().getProperty(port) + path);
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Plain {}
}
