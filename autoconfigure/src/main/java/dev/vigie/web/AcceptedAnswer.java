package dev.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;

/** Whether a client is a browser that waits for a page. */
final class AcceptedAnswer {

    private AcceptedAnswer() {}

    /** True when the client asks for HTML by name and does not like JSON better. */
    static boolean isPage(HttpServletRequest request) {
        String accept = request.getHeader("Accept");
        if (accept == null || !accept.contains("html")) {
            return false;
        }
        try {
            List<MediaType> accepted = MediaType.parseMediaTypes(accept);
            MimeTypeUtils.sortBySpecificity(accepted);
            double html = quality(accepted, MediaType.TEXT_HTML, MediaType.APPLICATION_XHTML_XML);
            double json = quality(accepted, MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
            return html > 0 && html >= json;
        } catch (InvalidMediaTypeException | InvalidMimeTypeException malformed) {
            return false;
        }
    }

    private static double quality(List<MediaType> accepted, MediaType one, MediaType other) {
        return accepted.stream()
                .filter(type -> type.equalsTypeAndSubtype(one) || type.equalsTypeAndSubtype(other))
                .mapToDouble(MediaType::getQualityValue)
                .max()
                .orElse(0);
    }
}
