package dev.vigie.sample.crm.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** What Spring Security answers here: redirects for a browser that shows pages, JSON for everybody else. */
@Component
class LoginAnswers {

    private static final RequestMatcher PAGE = SecurityConfiguration.asksForAPage();

    private final ObjectMapper json;

    LoginAnswers(ObjectMapper json) {
        this.json = json;
    }

    void loggedIn(HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        if (PAGE.matches(request)) {
            response.sendRedirect("/");
        } else {
            write(response, HttpStatus.OK, MediaType.APPLICATION_JSON, Session.of(authentication));
        }
    }

    /** The same words for an unknown user and a wrong password: a stranger learns nothing. */
    void loginFailed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (PAGE.matches(request)) {
            response.sendRedirect("/login?error");
        } else {
            problem(response, HttpStatus.UNAUTHORIZED, "The user name or the password is wrong");
        }
    }

    void loggedOut(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException {
        if (PAGE.matches(request)) {
            response.sendRedirect("/");
        } else {
            response.setStatus(HttpStatus.NO_CONTENT.value());
        }
    }

    void loginNeeded(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        problem(response, HttpStatus.UNAUTHORIZED, "Sign in first: POST /login");
    }

    void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) throws IOException {
        String detail = e instanceof CsrfException
                ? "Send the value of the cookie XSRF-TOKEN back in the header X-XSRF-TOKEN"
                : "Your department may not do this";
        problem(response, HttpStatus.FORBIDDEN, detail);
    }

    private void problem(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        write(response, status, MediaType.APPLICATION_PROBLEM_JSON, problem);
    }

    private void write(HttpServletResponse response, HttpStatus status, MediaType type, Object body)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(type.toString());
        json.writeValue(response.getOutputStream(), body);
    }
}
