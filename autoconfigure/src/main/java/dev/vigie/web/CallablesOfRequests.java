package dev.vigie.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/** Lets what a handler does later, in a {@code Callable} or a streaming body, belong to its request. */
final class CallablesOfRequests implements CallableProcessingInterceptor {

    private static final ThreadLocal<Entered> entered = new ThreadLocal<>();

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        WatchedRequest watched = servletRequest == null ? null : WatchedRequest.of(servletRequest);
        if (watched != null) {
            entered.set(Entered.into(watched));
            watched.putRoute();
        }
    }

    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
        Entered into = entered.get();
        if (into != null) {
            entered.remove();
            into.leave();
        }
    }
}
