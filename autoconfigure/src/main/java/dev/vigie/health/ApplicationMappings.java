package dev.vigie.health;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.RequestPath;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/** Knows which paths the application, or the actuator, answers itself: it asks the mappings that come before ours. */
final class ApplicationMappings {

    private static final Logger log = LoggerFactory.getLogger(ApplicationMappings.class);

    private final Supplier<Stream<HandlerMapping>> mappings;
    private final ServletContext servletContext;

    /** @param mappings all mappings in the order in which they are asked */
    ApplicationMappings(Supplier<Stream<HandlerMapping>> mappings, ServletContext servletContext) {
        this.mappings = mappings;
        this.servletContext = servletContext;
    }

    /** Whether a mapping ahead of ours takes a GET of this path, be it only to refuse the method. */
    boolean answer(String path) {
        List<HandlerMapping> ahead = mappings.get()
                .takeWhile(mapping -> !(mapping instanceof EndpointsMapping))
                .toList();
        return ahead.stream().anyMatch(mapping -> takes(mapping, path));
    }

    private boolean takes(HandlerMapping mapping, String path) {
        GetRequest request = new GetRequest(path, servletContext);
        try {
            ServletRequestPathUtils.setParsedRequestPath(RequestPath.parse(path, null), request.asServletRequest());
            return mapping.getHandler(request.asServletRequest()) != null;
        } catch (ServletException refused) {
            // The path is known there, but not with this method or type.
            return true;
        } catch (Exception | LinkageError unusable) {
            // A mapping of the application may need more of a request than there is at the start.
            log.debug("{} does not say whether it takes {}", mapping, path, unusable);
            return false;
        }
    }
}
