package dev.vigie.web.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import dev.vigie.test.RecordedSentry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.filter.OncePerRequestFilter;

/** The interface of an application's own error page moved in 4.x; what we do about it is the same there. */
class OwnErrorControllerTests {

    @Test
    void theErrorControllerOfTheApplicationAnswersForItsFilters() throws Exception {
        try (ConfigurableApplicationContext context = TestApplication.web()
                .with(OpenSecurity.class, OwnErrors.class, OwnErrorPage.class)
                .start()) {
            HttpResponse<String> answer = TestApplication.get(context, "/filter");

            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.body()).isEqualTo("own words for java.lang.IllegalStateException");
        }
    }

    @ParameterizedTest
    @CsvSource({"/filter, 404, 0", "/filter, 503, 1", "/sent, 404, 0", "/sent, 503, 1"})
    void theStatusOfTheErrorPageSaysWhetherThereIsAnEvent(String path, int status, int events) throws Exception {
        try (ConfigurableApplicationContext context = TestApplication.web()
                .with(OpenSecurity.class, OwnErrors.class, OwnErrorPage.class, RecordedSentry.class)
                .property("sentry.dsn", RecordedSentry.DSN)
                .property("sentry.traces-sample-rate", "1.0")
                .start()) {
            RecordedSentry sentry = context.getBean(RecordedSentry.class);
            HttpResponse<String> answer = TestApplication.get(context, path + "?status=" + status);

            assertThat(answer.statusCode()).isEqualTo(status);
            // The transaction ends with the request.
            assertThat(sentry.await(
                            Duration.ofSeconds(10), seen -> !seen.transactions().isEmpty()))
                    .isTrue();
            assertThat(sentry.events()).hasSize(events);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnErrors {

        @Bean
        OncePerRequestFilter failing() {
            return new OncePerRequestFilter() {
                @Override
                protected void doFilterInternal(
                        HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                        throws IOException, ServletException {
                    if (request.getRequestURI().equals("/filter")) {
                        throw new IllegalStateException("in a filter");
                    }
                    if (request.getRequestURI().equals("/sent")) {
                        response.sendError(500);
                        return;
                    }
                    chain.doFilter(request, response);
                }
            };
        }
    }

    @Controller
    static class OwnErrorPage implements ErrorController {

        @RequestMapping("/error")
        @ResponseBody
        String error(HttpServletRequest request, HttpServletResponse response) {
            String wanted = request.getParameter("status");
            if (wanted != null) {
                response.setStatus(Integer.parseInt(wanted));
                return "own page";
            }
            response.setStatus(418);
            Object exception = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            return "own words for " + exception.getClass().getName();
        }
    }
}
