package dev.vigie.web;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.ErrorResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Adds the ids of the request to the application's own problem documents, and the fields to those about invalid input.
 * What the application has set stays.
 */
final class ProblemIds implements ErrorResponse.Interceptor {

    private final FailureReports failures;

    ProblemIds(FailureReports failures) {
        this.failures = failures;
    }

    @Override
    public void handleError(ProblemDetail detail, @Nullable ErrorResponse errorResponse) {
        if (!(RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)) {
            return;
        }
        WatchedRequest watched = WatchedRequest.of(attributes.getRequest());
        if (watched == null) {
            return;
        }
        add(detail, "requestId", watched.requestId());
        add(detail, "traceId", watched.traceId());
        // The status of the answer is known here, and its body is not written yet.
        HttpServletResponse response = watched.response();
        if (response != null) {
            failures.settle(watched, response, detail.getStatus());
        }
        String eventId = watched.failure().eventId();
        if (eventId != null) {
            add(detail, "eventId", eventId);
        }
        // Spring hands the response over only where it is the exception itself; the exception is there always.
        if (detail.getStatus() == 400 && watched.thrown() instanceof BindingResult invalid) {
            add(detail, "errors", fieldsOf(invalid));
        } else if (detail.getStatus() == 400 && watched.thrown() instanceof MethodValidationResult invalid) {
            add(detail, "errors", fieldsOf(invalid));
        }
    }

    private static void add(ProblemDetail detail, String name, Object value) {
        Map<String, Object> present = detail.getProperties();
        if (present == null || !present.containsKey(name)) {
            detail.setProperty(name, value);
        }
    }

    /** Field and message; not the rejected value, which may be a password. */
    private static List<Map<String, String>> fieldsOf(BindingResult invalid) {
        return invalid.getFieldErrors().stream().map(ProblemIds::fieldOf).toList();
    }

    /** Constraints on the parameters of a handler: a body's fields as above, else the parameter's name. */
    private static List<Map<String, String>> fieldsOf(MethodValidationResult invalid) {
        List<Map<String, String>> fields = new ArrayList<>();
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            if (result instanceof ParameterErrors bean) {
                bean.getFieldErrors().forEach(error -> fields.add(fieldOf(error)));
                continue;
            }
            String parameter = result.getMethodParameter().getParameterName();
            for (MessageSourceResolvable error : result.getResolvableErrors()) {
                fields.add(field(parameter == null ? "" : parameter, error.getDefaultMessage()));
            }
        }
        return fields;
    }

    private static Map<String, String> fieldOf(FieldError error) {
        // The text of a failed conversion repeats the value and names our classes.
        return field(error.getField(), error.isBindingFailure() ? null : error.getDefaultMessage());
    }

    private static Map<String, String> field(String name, @Nullable String message) {
        Map<String, String> field = new LinkedHashMap<>();
        field.put("field", name);
        field.put("message", message == null ? "invalid value" : message);
        return field;
    }
}
