package dev.vigie.situation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Security says no, which is an answer and not an error. */
final class SecuritySituations {

    private static final String FAMILY = "Spring Security";

    private SecuritySituations() {}

    static List<Situation> all() {
        return List.of(
                Situation.of(FAMILY, "nobody is signed in")
                        .get("/members/{id}")
                        .named("GET <unmatched>")
                        .anonymous()
                        .answers(401)
                        .sendsNothing(),
                Situation.of(FAMILY, "@PreAuthorize denies")
                        .get("/admins/{id}")
                        .answers(403)
                        .sendsNothing(),
                Situation.of(FAMILY, "a handler throws AccessDeniedException")
                        .get("/denied/{id}")
                        .answers(403)
                        .sendsNothing(),
                Situation.of(FAMILY, "a handler throws AccessDeniedException after the answer has begun")
                        .get("/denied/{id}/late")
                        .answers(200)
                        .cutOff()
                        .endsAs(403)
                        .sendsNothing(),
                Situation.of(FAMILY, "a wrong password: a message, not an error")
                        .get("/members/{id}")
                        .named("GET <unmatched>")
                        .header("Authorization", "Basic YWRhOndyb25n") // ada:wrong
                        .withoutUser()
                        .answers(401)
                        .sendsOne("\"Login failed - wrong password\"")
                        .level("warning"),
                Situation.of(FAMILY, "the member's page fails")
                        .get("/members/{id}")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled());
    }

    @RestController
    static class Handlers {

        @GetMapping("/members/{id}")
        String members() {
            throw new IllegalStateException("for members only");
        }

        @GetMapping("/admins/{id}")
        @PreAuthorize("hasRole('ADMIN')")
        public String admins() {
            return "";
        }

        @GetMapping("/denied/{id}")
        String denied() {
            throw new AccessDeniedException("not you");
        }

        @GetMapping("/denied/{id}/late")
        void deniedLate(HttpServletResponse response) throws IOException {
            response.getWriter().write("x".repeat(100));
            response.flushBuffer();
            throw new AccessDeniedException("not you, after all");
        }
    }
}
