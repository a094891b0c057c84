package dev.vigie.sample.crm.organisation;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers the conflicts that a user can do something about. */
@RestControllerAdvice
class OrganisationAdvice {

    @ExceptionHandler
    ProblemDetail conflict(OrganisationConflictException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
