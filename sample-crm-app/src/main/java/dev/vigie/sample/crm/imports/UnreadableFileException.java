package dev.vigie.sample.crm.imports;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The file as a whole cannot be imported; nothing of it was. Answered as a problem with status 400. */
class UnreadableFileException extends ErrorResponseException {

    UnreadableFileException(String detail) {
        super(HttpStatus.BAD_REQUEST, problem(detail), null);
    }

    UnreadableFileException(long line, String detail) {
        this("Line %d: %s".formatted(line, detail));
        getBody().setProperty("line", line);
    }

    private static ProblemDetail problem(String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
        problem.setTitle("The file cannot be imported");
        return problem;
    }
}
