package dev.vigie.sample.crm.imports;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A strict import met bad rows; nothing of the file was written. Answered as a problem with status 422. */
class RejectedFileException extends ErrorResponseException {

    private final int errorCount;

    RejectedFileException(Rejections rejections) {
        super(HttpStatus.UNPROCESSABLE_ENTITY, problem(rejections), null);
        this.errorCount = rejections.count();
    }

    int errorCount() {
        return errorCount;
    }

    private static ProblemDetail problem(Rejections rejections) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.UNPROCESSABLE_ENTITY,
                "Nothing was imported: %d rows are bad and the import is strict".formatted(rejections.count()));
        problem.setTitle("The file has bad rows");
        problem.setProperty("errorCount", rejections.count());
        problem.setProperty("rejected", rejections.byLine());
        return problem;
    }
}
