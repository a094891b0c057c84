package dev.vigie.sample.crm.imports;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Another import is running; nothing of this file was written. Answered as a problem with status 409. */
class ImportRunningException extends ErrorResponseException {

    ImportRunningException() {
        super(HttpStatus.CONFLICT, problem(), null);
    }

    private static ProblemDetail problem() {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "Nothing was imported: another import is running, try again when it has ended");
    }
}
