package dev.vigie.web;

import dev.vigie.privacy.RequestData;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletContextInitializer;

/** Lets the body of a watched request be copied where it is JSON, a form or text. There only when bodies are told. */
final class BodyFilter implements Filter {

    private final RequestData told;

    BodyFilter(RequestData told) {
        this.told = told;
    }

    /** Its place is right inside the request filter; where bodies are not told it has none. */
    static ServletContextInitializer registered(RequestData told) {
        if (!told.isBodyTold()) {
            return context -> {};
        }
        FilterRegistrationBean<BodyFilter> registration = new FilterRegistrationBean<>(new BodyFilter(told));
        registration.setName("vigieBodyFilter");
        registration.setOrder(WebAutoConfiguration.FILTER_ORDER + 1);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        WatchedRequest watched = WatchedRequest.of(request);
        String type = typeOf(request.getContentType());
        if (watched == null || !(request instanceof HttpServletRequest http) || !isText(type)) {
            chain.doFilter(request, response);
            return;
        }
        CopiedBody copied =
                new CopiedBody(type, CopiedBody.charsetOf(request.getCharacterEncoding()), told.bodyLimit());
        watched.copyBodyTo(copied);
        chain.doFilter(new BodyCopyingRequest(http, copied), response);
    }

    private static String typeOf(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip();
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.equals("application/x-www-form-urlencoded")
                || type.equals("application/json")
                || type.equals("application/xml")
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }
}
