package dev.vigie.sample.crm.imports;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MultipartException;

/** Answers an upload that cannot be taken apart; one that is too large is answered by Spring, with 413. */
@RestControllerAdvice
class ImportAdvice {

    @ExceptionHandler
    ProblemDetail broken(MultipartException e) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST, "The upload is broken: send the file as multipart/form-data, part 'file'");
    }
}
