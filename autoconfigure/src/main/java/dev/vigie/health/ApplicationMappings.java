package dev.vigie.health;

import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Knows which paths the application's controllers, or the actuator, answer themselves. */
final class ApplicationMappings {

    private final Iterable<RequestMappingInfoHandlerMapping> mappings;

    ApplicationMappings(Iterable<RequestMappingInfoHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    /** Whether a mapping of the application has this path, for whatever method: it comes before ours. */
    boolean answer(String path) {
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            if (mapping.getHandlerMethods().keySet().stream().anyMatch(info -> matches(info, path))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(RequestMappingInfo info, String path) {
        PathPatternsRequestCondition parsed = info.getPathPatternsCondition();
        if (parsed != null) {
            PathContainer container = PathContainer.parsePath(path);
            return parsed.getPatterns().stream().anyMatch(pattern -> pattern.matches(container));
        }
        AntPathMatcher matcher = new AntPathMatcher();
        Stream<String> patterns = info.getPatternValues().stream();
        return patterns.anyMatch(pattern -> matcher.match(pattern, path));
    }
}
