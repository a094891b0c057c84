package dev.vigie.situation;

import java.util.List;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.MultipartFile;

/** What comes in cannot be read, or what goes out cannot be written. */
final class InputSituations {

    private static final String FAMILY = "Input and output";

    private InputSituations() {}

    static List<Situation> all() {
        return List.of(
                posted("a body that cannot be read", "/input/{id}/json", "{", "application/json", 400),
                posted("a body that is not valid", "/input/{id}/json", "{\"name\":\"\"}", "application/json", 400),
                posted("a body of another type", "/input/{id}/json", "x", "text/csv", 415),
                Situation.of(FAMILY, "a missing parameter")
                        .get("/input/{id}/parameter")
                        .answers(400)
                        .sendsNothing(),
                Situation.of(FAMILY, "another method than the handler's")
                        .request("PUT", "/input/{id}/json", "")
                        .named("PUT <unmatched>")
                        .answers(405)
                        .sendsNothing(),
                posted(
                                "an upload that is too large",
                                "/input/{id}/upload",
                                upload("x".repeat(2_000)),
                                "multipart/form-data; boundary=B",
                                413)
                        .named("POST <unmatched>"),
                posted("an upload that is malformed", "/input/{id}/upload", "x", "multipart/form-data", 500)
                        .named("POST <unmatched>")
                        .answersProblem()
                        .sendsOne(MultipartException.class)
                        .unhandled(),
                Situation.of(FAMILY, "an answer that cannot be written")
                        .get("/input/{id}/unwritable")
                        .answers(500)
                        .sendsOne(HttpMessageNotWritableException.class)
                        .handled());
    }

    private static Situation posted(String name, String template, String body, String type, int status) {
        return Situation.of(FAMILY, name)
                .request("POST", template, body)
                .header("Content-Type", type)
                .answers(status)
                .sendsNothing();
    }

    private static String upload(String content) {
        return "--B\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n" + content
                + "\r\n--B--\r\n";
    }

    record Named(String name) {}

    /** Cannot be asked for its only property. */
    static class Unwritable {

        public String getName() {
            throw new IllegalStateException("no name");
        }
    }

    @RestController
    static class Handlers {

        @InitBinder("named")
        void validate(WebDataBinder binder) {
            binder.addValidators(new Validator() {
                @Override
                public boolean supports(Class<?> type) {
                    return type == Named.class;
                }

                @Override
                public void validate(Object target, Errors errors) {
                    if (((Named) target).name().isEmpty()) {
                        errors.rejectValue("name", "empty", "must not be empty");
                    }
                }
            });
        }

        @PostMapping("/input/{id}/json")
        String json(@RequestBody @Validated Named named) {
            return named.name();
        }

        @GetMapping("/input/{id}/parameter")
        String parameter(@RequestParam int page) {
            return "" + page;
        }

        @PostMapping("/input/{id}/upload")
        String upload(@RequestParam MultipartFile file) {
            return file.getName();
        }

        @GetMapping("/input/{id}/unwritable")
        Unwritable unwritable() {
            return new Unwritable();
        }
    }
}
