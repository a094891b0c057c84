package dev.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** The first in the row of exception resolvers: remembers what a handler threw, and leaves it to the others. */
final class SeenExceptions implements HandlerExceptionResolver, Ordered {

    private final StoredDataConflicts conflicts;
    private final RequestCounts counts;

    SeenExceptions(StoredDataConflicts conflicts, RequestCounts counts) {
        this.conflicts = conflicts;
        this.counts = counts;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        WatchedRequest watched = WatchedRequest.of(request);
        if (watched != null) {
            if (watched.thrown() == null && conflicts.constraintOf(thrown) != null) {
                counts.countIntegrityViolation();
            }
            watched.failure().saw(thrown);
        }
        return null;
    }
}
