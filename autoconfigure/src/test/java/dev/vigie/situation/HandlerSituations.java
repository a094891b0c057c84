package dev.vigie.situation;

import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** A handler throws, and nobody in the application has an answer. */
final class HandlerSituations {

    private static final String FAMILY = "A handler throws";

    private HandlerSituations() {}

    static List<Situation> all() {
        return List.of(
                unhandled("an exception", "/handler/{id}", IllegalStateException.class),
                unhandled("an exception with two causes", "/handler/{id}/causes", IllegalStateException.class),
                unhandled("a checked exception", "/handler/{id}/checked", IOException.class),
                unhandled("StackOverflowError", "/handler/{id}/overflow", StackOverflowError.class),
                unhandled("OutOfMemoryError", "/handler/{id}/memory", OutOfMemoryError.class),
                unhandled("AssertionError", "/handler/{id}/assertion", AssertionError.class),
                Situation.of(FAMILY, "an exception, and nobody is signed in")
                        .get("/handler/{id}")
                        .anonymous()
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                unhandled("an instance kept in a constant", "/handler/{id}/constant", IllegalStateException.class),
                unhandled(
                        "the same instance in the next request", "/handler/{id}/constant", IllegalStateException.class),
                Situation.of(FAMILY, "an exception, and a browser waits for a page")
                        .get("/handler/{id}")
                        .header("Accept", "text/html")
                        .answers(500)
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .tellsIdInHeader(),
                Situation.of(FAMILY, "an exception, on HEAD")
                        .request("HEAD", "/handler/{id}", "")
                        .answers(500)
                        .sendsOne(IllegalStateException.class)
                        .unhandled()
                        .tellsIdInHeader(),
                Situation.of(FAMILY, "nothing, on OPTIONS")
                        .request("OPTIONS", "/handler/{id}", "")
                        .named("OPTIONS <unmatched>")
                        .sendsNothing(),
                Situation.of(FAMILY, "an exception, after a forward")
                        .get("/handler/{id}/forward")
                        .named("GET /handler/{id}")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                Situation.of(FAMILY, "an exception, in an included page")
                        .get("/handler/{id}/include")
                        .answersProblem()
                        .sendsOne(IllegalStateException.class)
                        .unhandled(),
                Situation.of(FAMILY, "nothing: no handler has this path")
                        .get("/nowhere/{id}")
                        .named("GET <unmatched>")
                        .answers(404)
                        .sendsNothing());
    }

    private static Situation unhandled(String name, String template, Class<? extends Throwable> type) {
        return Situation.of(FAMILY, name)
                .get(template)
                .answersProblem()
                .sendsOne(type)
                .unhandled();
    }

    @Controller
    static class Handlers {

        @SuppressWarnings("StaticAssignmentOfThrowable") // applications do
        private static final RuntimeException CONSTANT = new IllegalStateException("kept in a constant");

        @GetMapping("/handler/{id}")
        @ResponseBody
        String fails(@PathVariable String id) {
            throw new IllegalStateException("secret of " + id);
        }

        @GetMapping("/handler/{id}/causes")
        @ResponseBody
        String causes() {
            throw new IllegalStateException(
                    "outer", new IllegalArgumentException("middle", new IOException("innermost")));
        }

        @GetMapping("/handler/{id}/checked")
        @ResponseBody
        String checked() throws IOException {
            throw new IOException("no such file");
        }

        @GetMapping("/handler/{id}/overflow")
        @ResponseBody
        String overflow() {
            return deeper(1) + "";
        }

        @SuppressWarnings("InfiniteRecursion") // on purpose
        private static int deeper(int depth) {
            return 1 + deeper(depth + 1);
        }

        @GetMapping("/handler/{id}/memory")
        @ResponseBody
        String memory() {
            throw new OutOfMemoryError("on purpose");
        }

        @GetMapping("/handler/{id}/assertion")
        @ResponseBody
        String assertion() {
            throw new AssertionError("on purpose");
        }

        @GetMapping("/handler/{id}/constant")
        @ResponseBody
        String constant() {
            throw CONSTANT;
        }

        @GetMapping("/handler/{id}/forward")
        String forward() {
            return "forward:/handler/7";
        }

        @GetMapping("/handler/{id}/include")
        void include(jakarta.servlet.http.HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
                throws Exception {
            request.getRequestDispatcher("/handler/7").include(request, response);
        }
    }
}
