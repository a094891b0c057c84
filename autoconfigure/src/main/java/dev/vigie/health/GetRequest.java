package dev.vigie.health;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A GET request without headers, parameters and body, made to ask who would answer it. */
final class GetRequest implements InvocationHandler {

    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, Object> known;
    private final HttpServletRequest request;

    GetRequest(String path, ServletContext servletContext) {
        known = Map.ofEntries(
                Map.entry("getMethod", "GET"),
                Map.entry("getRequestURI", path),
                Map.entry("getServletPath", path),
                Map.entry("getContextPath", ""),
                Map.entry("getProtocol", "HTTP/1.1"),
                Map.entry("getScheme", "http"),
                Map.entry("getServerName", "localhost"),
                Map.entry("getServerPort", 80),
                Map.entry("getContentLength", -1),
                Map.entry("getContentLengthLong", -1L),
                Map.entry("getRemoteAddr", "127.0.0.1"),
                Map.entry("getRemoteHost", "localhost"),
                Map.entry("getLocale", Locale.ROOT),
                Map.entry("getLocales", List.of(Locale.ROOT)),
                Map.entry("getDispatcherType", DispatcherType.REQUEST),
                Map.entry("getHttpServletMapping", new DefaultMapping()),
                Map.entry("getServletContext", servletContext));
        request = (HttpServletRequest) Proxy.newProxyInstance(
                HttpServletRequest.class.getClassLoader(), new Class<?>[] {HttpServletRequest.class}, this);
    }

    HttpServletRequest asServletRequest() {
        return request;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // what equals of a proxy means
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "getAttribute" -> attributes.get(name(arguments));
            case "removeAttribute" -> attributes.remove(name(arguments));
            case "setAttribute" -> set(Objects.requireNonNull(arguments));
            case "getAttributeNames" -> Collections.enumeration(attributes.keySet());
            case "getRequestURL" -> url();
            case "getDateHeader" -> -1L;
            case "getIntHeader" -> -1;
            case "equals" -> arguments != null && arguments[0] == proxy;
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "GET " + known.get("getRequestURI");
            default -> answer(method);
        };
    }

    private @Nullable Object answer(Method method) {
        Object value = known.get(method.getName());
        Class<?> type = method.getReturnType();
        if (type == Enumeration.class) {
            return Collections.enumeration(value instanceof Collection<?> values ? values : List.of());
        }
        if (value != null) {
            return value;
        }
        if (type == boolean.class) {
            return false;
        }
        if (type == int.class) {
            return 0;
        }
        return type == Map.class ? Map.of() : type == Collection.class ? List.of() : null;
    }

    @SuppressWarnings("JdkObsolete") // the type is the Servlet API's
    private StringBuffer url() {
        return new StringBuffer("http://localhost").append(known.get("getRequestURI"));
    }

    private @Nullable Object set(Object[] nameAndValue) {
        if (nameAndValue[1] == null) {
            attributes.remove(name(nameAndValue));
        } else {
            attributes.put(name(nameAndValue), nameAndValue[1]);
        }
        return null;
    }

    private static String name(Object @Nullable [] arguments) {
        return (String) Objects.requireNonNull(arguments)[0];
    }

    private record DefaultMapping() implements HttpServletMapping {

        @Override
        public String getMatchValue() {
            return "";
        }

        @Override
        public String getPattern() {
            return "/";
        }

        @Override
        public String getServletName() {
            return "dispatcherServlet";
        }

        @Override
        public MappingMatch getMappingMatch() {
            return MappingMatch.DEFAULT;
        }
    }
}
