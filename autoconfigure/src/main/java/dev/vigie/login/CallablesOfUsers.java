package dev.vigie.login;

import dev.vigie.logging.LogFieldValues;
import dev.vigie.logging.LogFields;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/** The log lines of what a handler does later, in a {@code Callable} or a streaming body, are about its user. */
final class CallablesOfUsers implements CallableProcessingInterceptor {

    private static final ThreadLocal<@Nullable LogFieldValues> before = new ThreadLocal<>();

    private final SignedInRequests requests;

    CallablesOfUsers(SignedInRequests requests) {
        this.requests = requests;
    }

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        Told told = servletRequest == null ? null : SignedInRequests.told(servletRequest);
        if (told != null) {
            before.set(LogFieldValues.now(List.of(LogFields.USER_ID)));
            requests.putLogField(told);
        }
    }

    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
        LogFieldValues own = before.get();
        if (own != null) {
            before.remove();
            own.restore();
        }
    }
}
