package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** Who answers at the paths of the two plain answers where the application has mappings of its own. */
@ExtendWith(OutputCaptureExtension.class)
class HealthPathsTests {

    @Test
    void leavesPathsToTheControllersThatHaveThem(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(OwnHealth.class)) {
            assertThat(app.get("/health").body()).isEqualTo("mine");
            assertThat(app.get("/health/monitoring").body()).startsWith("{\"status\":\"ok\"");
            assertThat(output)
                    .contains("GET /health is answered by the application's own mapping, not by Vigie")
                    .doesNotContain("/health/monitoring is answered");
        }
    }

    @Test
    void leavesPathsToAControllerThatTakesAll(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(OwnCatchAll.class)) {
            assertThat(app.get("/health/monitoring").body()).isEqualTo("all");
            assertThat(output).contains("GET /health/monitoring and /health is answered by the application's own");
        }
    }

    @Test
    void leavesAPathWhoseControllerHasAnotherMethod(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(OwnPost.class)) {
            assertThat(app.send("POST", "/health").body()).isEqualTo("posted");
            assertThat(app.get("/health").statusCode()).isEqualTo(405);
            assertThat(output).contains("GET /health is answered by the application's own mapping");
        }
    }

    @Test
    void leavesPathsToMappingsWithoutControllers(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(OwnFunction.class)) {
            assertThat(app.get("/health").body()).isEqualTo("routed");
            assertThat(app.get("/health/monitoring").body()).isEqualTo("own mapping");
            assertThat(output).contains("GET /health/monitoring and /health is answered by the application's own");
        }
    }

    @Test
    void saysWhichPathAViewControllerHas(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(OwnView.class)) {
            assertThat(app.get("/health").statusCode()).isEqualTo(302);
            assertThat(app.get("/health/monitoring").statusCode()).isEqualTo(200);
            assertThat(output)
                    .contains("GET /health is answered by the application's own mapping")
                    .doesNotContain("/health/monitoring and");
        }
    }

    @Test
    void startsWithARouteThatThrowsAtASmallRequest(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(Demanding.class)) {
            assertThat(app.get("/health/monitoring").statusCode()).isNotEqualTo(404);
            assertThat(output).contains("health(").doesNotContain("own mapping");
        }
    }

    @Test
    void saysNothingWhenTheAnswersAreOurs(CapturedOutput output) {
        try (RunningApplication app = RunningApplication.with(RunningApplication.Plain.class)) {
            assertThat(app.context().isRunning()).isTrue();
            assertThat(output).doesNotContain("own mapping");
            int contributors = app.context().getBean(HealthReader.class).size();
            assertThat(contributors).isGreaterThanOrEqualTo(3);
            assertThat(output).contains("health(" + contributors + ")");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnFunction {

        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route()
                    .nest(
                            RequestPredicates.path("/health"),
                            routes -> routes.GET(
                                    "", RequestPredicates.accept(MediaType.ALL), request -> ServerResponse.ok()
                                            .body("routed")))
                    .build();
        }

        @Bean
        HandlerMapping own() {
            return new OwnMapping();
        }
    }

    private static final class OwnMapping implements HandlerMapping, Ordered {

        @Override
        public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
            HttpRequestHandler handler =
                    (asked, response) -> response.getWriter().write("own mapping");
            return request.getRequestURI().equals("/health/monitoring") ? new HandlerExecutionChain(handler) : null;
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnView implements WebMvcConfigurer {

        @Override
        public void addViewControllers(ViewControllerRegistry registry) {
            registry.addRedirectViewController("/health", "/elsewhere");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Demanding {

        @Bean
        RouterFunction<ServerResponse> route() {
            return RouterFunctions.route(
                    request -> request.headers().firstHeader("Host").startsWith("other"),
                    request -> ServerResponse.ok().build());
        }
    }

    @RestController
    static class OwnHealth {

        @GetMapping("/health")
        String health() {
            return "mine";
        }
    }

    @RestController
    static class OwnCatchAll {

        @GetMapping("/**")
        String all() {
            return "all";
        }
    }

    @RestController
    static class OwnPost {

        @PostMapping("/health")
        String post() {
            return "posted";
        }
    }
}
