package dev.vigie.login;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** The current request as Spring holds it: behind its forwarded-header handling, so no header is read here. */
final class ServletCurrentRequest implements CurrentRequest {

    @Override
    public @Nullable String clientIp() {
        HttpServletRequest request = request();
        return request == null ? null : request.getRemoteAddr();
    }

    @Override
    public boolean keep(Told told) {
        HttpServletRequest request = request();
        if (request == null) {
            return false;
        }
        request.setAttribute(Told.ATTRIBUTE, told);
        return true;
    }

    @Override
    public void forget() {
        HttpServletRequest request = request();
        if (request != null) {
            request.removeAttribute(Told.ATTRIBUTE);
        }
    }

    private static @Nullable HttpServletRequest request() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes current
                ? current.getRequest()
                : null;
    }
}
