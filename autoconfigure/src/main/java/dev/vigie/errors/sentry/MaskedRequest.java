package dev.vigie.errors.sentry;

import dev.vigie.privacy.Masking;
import dev.vigie.privacy.PersonalData;
import dev.vigie.privacy.RequestData;
import io.sentry.protocol.Request;
import io.sentry.protocol.Response;
import io.sentry.protocol.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request and the person of an event as they may be told, wherever they come from. */
final class MaskedRequest {

    /** In the data of a user of ours: its fields are as they may be told already, a hash is not hashed again. */
    static final String TOLD = "vigie.told";

    private static final Set<String> ADDRESSES = Set.of("REMOTE_ADDR", "REMOTE_HOST");

    private final MaskedParts parts;
    private final RequestData requests;
    private final PersonalData people;

    MaskedRequest(MaskedParts parts, RequestData requests, PersonalData people) {
        this.parts = parts;
        this.requests = requests;
        this.people = people;
    }

    Request request(Request request) {
        Request masked = new Request();
        masked.setMethod(request.getMethod());
        masked.setUrl(url(request.getUrl()));
        masked.setQueryString(requests.query(request.getQueryString()));
        masked.setFragment(parts.text(request.getFragment()));
        masked.setBodySize(request.getBodySize());
        masked.setApiTarget(request.getApiTarget());
        masked.setHeaders(headers(request.getHeaders()));
        masked.setCookies(requests.header("Cookie", request.getCookies()));
        masked.setEnvs(environment(request.getEnvs()));
        masked.setOthers(request.getOthers() == null ? null : parts.texts(request.getOthers()));
        masked.setData(requests.isBodyTold() ? parts.value("data", request.getData()) : null);
        return masked;
    }

    /** A query in it is told as any query is. */
    private @Nullable String url(@Nullable String url) {
        int mark = url == null ? -1 : url.indexOf('?');
        if (url == null || mark < 0) {
            return parts.text(url);
        }
        String query = requests.query(url.substring(mark + 1));
        return parts.text(url.substring(0, mark)) + (query == null ? "" : "?" + query);
    }

    private @Nullable Map<String, String> headers(@Nullable Map<String, String> headers) {
        if (headers == null) {
            return null;
        }
        Map<String, String> told = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            String shown = requests.header(name, value);
            if (shown != null) {
                told.put(name, shown);
            }
        });
        return told;
    }

    private @Nullable Map<String, String> environment(@Nullable Map<String, String> variables) {
        if (variables == null) {
            return null;
        }
        Map<String, String> told = parts.texts(variables);
        if (requests.clientIp("") == null) {
            told.keySet().removeAll(ADDRESSES);
        }
        return told;
    }

    Response response(Response response) {
        Response masked = new Response();
        masked.setStatusCode(response.getStatusCode());
        masked.setBodySize(response.getBodySize());
        masked.setCookies(response.getCookies() == null ? null : Masking.MASK);
        masked.setHeaders(response.getHeaders() == null ? null : parts.texts(response.getHeaders()));
        masked.setData(parts.value("data", response.getData()));
        return masked;
    }

    /** @param request where the person comes from, as it was before it was masked; or null */
    @SuppressWarnings("deprecation") // the name, which older code sets
    User user(User user, @Nullable Request request) {
        Map<String, String> data = user.getData();
        boolean told = data != null && data.containsKey(TOLD);
        User masked = new User();
        masked.setId(told ? user.getId() : people.id(user.getId()));
        masked.setUsername(people.name(user.getUsername()));
        masked.setName(people.name(user.getName()));
        masked.setEmail(people.email(user.getEmail()));
        masked.setIpAddress(people.ip(ipOf(user, request)));
        masked.setGeo(people.ip("") == null ? null : user.getGeo());
        if (data != null) {
            Map<String, String> attributes = parts.texts(data);
            attributes.remove(TOLD);
            masked.setData(attributes);
        }
        return masked;
    }

    private static @Nullable String ipOf(User user, @Nullable Request request) {
        Map<String, String> variables = request == null ? null : request.getEnvs();
        if (user.getIpAddress() != null || user.getId() == null || variables == null) {
            return user.getIpAddress();
        }
        return variables.get("REMOTE_ADDR");
    }
}
