package dev.vigie.web.boot3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigie.OpenSecurity;
import dev.vigie.TestApplication;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
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
            response.setStatus(418);
            Object exception = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            return "own words for " + exception.getClass().getName();
        }
    }
}
