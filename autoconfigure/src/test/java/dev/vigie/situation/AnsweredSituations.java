package dev.vigie.situation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;

/** The application, or Spring for it, answers the error. */
final class AnsweredSituations {

    private static final String FAMILY = "The application answers";

    private AnsweredSituations() {}

    static List<Situation> all() {
        return List.of(
                advised(500).sendsOne(Advised.class).handled(),
                advised(503).sendsOne(Advised.class).handled(),
                advised(404).sendsNothing(),
                advised(200).sendsNothing(),
                answered("an exception with @ResponseStatus 503", "annotated/503", 503)
                        .sendsOne(Annotated503.class)
                        .handled()
                        .tellsIdInHeader(),
                answered("an exception with @ResponseStatus 404", "annotated/404", 404)
                        .sendsNothing(),
                answered("ResponseStatusException 502", "status/502", 502)
                        .sendsOne(ResponseStatusException.class)
                        .handled()
                        .tellsIdInBody(),
                answered("ResponseStatusException 404", "status/404", 404).sendsNothing(),
                answered("ErrorResponseException 500", "response/500", 500)
                        .sendsOne(ErrorResponseException.class)
                        .handled()
                        .tellsIdInBody(),
                answered("ErrorResponseException 409", "response/409", 409).sendsNothing(),
                answered("an exception handler that gives a ProblemDetail 500", "problem/500", 500)
                        .sendsOne(OwnProblem.class)
                        .handled()
                        .tellsIdInBody(),
                answered("an exception handler that renders a view, 500", "view/500", 500)
                        .sendsOne(Viewed.class)
                        .handled(),
                answered("ResponseEntity with 503, without exception", "entity/503", 503)
                        .sendsOne((String) null),
                answered("ResponseEntity with 404, without exception", "entity/404", 404)
                        .sendsNothing(),
                answered("sendError(500), without exception", "send-error/500", 500)
                        .sendsOne((String) null)
                        .tellsIdInHeader(),
                answered("sendError(503), without exception", "send-error/503", 503)
                        .sendsOne((String) null)
                        .tellsIdInHeader(),
                answered("sendError(404), without exception", "send-error/404", 404)
                        .sendsNothing(),
                answered("setStatus(500), without exception", "set-status/500", 500)
                        .sendsOne((String) null)
                        .tellsIdInHeader());
    }

    private static Situation advised(int status) {
        return answered("an exception handler answers " + status, "advised/" + status, status);
    }

    private static Situation answered(String name, String path, int status) {
        return Situation.of(FAMILY, name).get("/answered/{id}/" + path).answers(status);
    }

    static final class Advised extends RuntimeException {
        final int status;

        Advised(int status) {
            super("advised " + status);
            this.status = status;
        }
    }

    @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
    static final class Annotated503 extends RuntimeException {}

    @ResponseStatus(HttpStatus.NOT_FOUND)
    static final class Annotated404 extends RuntimeException {}

    static final class OwnProblem extends RuntimeException {}

    static final class Viewed extends RuntimeException {}

    @RestControllerAdvice
    static class Advice {

        @ExceptionHandler
        ResponseEntity<String> advised(Advised exception) {
            return ResponseEntity.status(exception.status).body("as advised");
        }

        @ExceptionHandler(OwnProblem.class)
        ProblemDetail problem() {
            return ProblemDetail.forStatusAndDetail(HttpStatus.INTERNAL_SERVER_ERROR, "in its own words");
        }

        @ExceptionHandler(Viewed.class)
        ModelAndView viewed() {
            View page = new View() {
                @Override
                public void render(
                        Map<String, ?> model,
                        jakarta.servlet.http.HttpServletRequest request,
                        HttpServletResponse response)
                        throws IOException {
                    response.getWriter().write("a page");
                }
            };
            ModelAndView answer = new ModelAndView(page);
            answer.setStatus(HttpStatus.INTERNAL_SERVER_ERROR);
            return answer;
        }
    }

    @RestController
    static class Handlers {

        @GetMapping({
            "/answered/{id}/advised/500",
            "/answered/{id}/advised/503",
            "/answered/{id}/advised/404",
            "/answered/{id}/advised/200"
        })
        String advised(jakarta.servlet.http.HttpServletRequest request) {
            String path = request.getRequestURI();
            throw new Advised(Integer.parseInt(path.substring(path.length() - 3)));
        }

        @GetMapping("/answered/{id}/annotated/503")
        String annotated503() {
            throw new Annotated503();
        }

        @GetMapping("/answered/{id}/annotated/404")
        String annotated404() {
            throw new Annotated404();
        }

        @GetMapping("/answered/{id}/status/502")
        String status502() {
            throw new ResponseStatusException(HttpStatus.BAD_GATEWAY, "the other one is ill");
        }

        @GetMapping("/answered/{id}/status/404")
        String status404(@PathVariable String id) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no " + id);
        }

        @GetMapping("/answered/{id}/response/500")
        String response500() {
            throw new ErrorResponseException(HttpStatus.INTERNAL_SERVER_ERROR);
        }

        @GetMapping("/answered/{id}/response/409")
        String response409() {
            throw new ErrorResponseException(HttpStatus.CONFLICT);
        }

        @GetMapping("/answered/{id}/problem/500")
        String problem() {
            throw new OwnProblem();
        }

        @GetMapping("/answered/{id}/view/500")
        String view() {
            throw new Viewed();
        }

        @GetMapping("/answered/{id}/entity/503")
        ResponseEntity<String> entity503() {
            return ResponseEntity.status(503).body("come back later");
        }

        @GetMapping("/answered/{id}/entity/404")
        ResponseEntity<String> entity404() {
            return ResponseEntity.notFound().build();
        }

        @GetMapping("/answered/{id}/send-error/500")
        void sendError500(HttpServletResponse response) throws IOException {
            response.sendError(500);
        }

        @GetMapping("/answered/{id}/send-error/503")
        void sendError503(HttpServletResponse response) throws IOException {
            response.sendError(503);
        }

        @GetMapping("/answered/{id}/send-error/404")
        void sendError404(HttpServletResponse response) throws IOException {
            response.sendError(404);
        }

        @GetMapping("/answered/{id}/set-status/500")
        void setStatus500(HttpServletResponse response) {
            response.setStatus(500);
        }
    }
}
