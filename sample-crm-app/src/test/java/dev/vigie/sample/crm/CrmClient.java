package dev.vigie.sample.crm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One browser without a screen: keeps cookies, sends the CSRF token back, asks for JSON. */
public final class CrmClient {

    private static final String BOUNDARY = "---------------------------crm";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final URI base;

    public CrmClient(int port) {
        this.base = URI.create("http://localhost:" + port);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer get(String path, String accept) {
        return send(request(path).setHeader("Accept", accept).GET());
    }

    public Answer postJson(String path, String json) {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    public Answer delete(String path) {
        return send(withToken(request(path)).DELETE());
    }

    /** Signs in; a wrong password is an answer, too. */
    public Answer login(String username, String password) {
        String form = "username=" + encode(username) + "&password=" + encode(password);
        return post("/login", "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
    }

    public Answer logout() {
        return post("/logout", "application/x-www-form-urlencoded", BodyPublishers.noBody());
    }

    /** Sends a file as a browser's form does. */
    public Answer upload(String path, String filename, byte[] content) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(
                """
                --%s\r
                Content-Disposition: form-data; name="file"; filename="%s"\r
                Content-Type: text/csv\r
                \r
                """
                        .formatted(BOUNDARY, filename)
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
        return post(path, "multipart/form-data; boundary=" + BOUNDARY, BodyPublishers.ofByteArray(body.toByteArray()));
    }

    public Answer post(String path, String contentType, BodyPublisher body) {
        return send(
                withToken(request(path)).setHeader("Content-Type", contentType).POST(body));
    }

    /** A request to change as one likes; does not carry the CSRF token. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .setHeader("Accept", "application/json");
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder withToken(HttpRequest.Builder request) {
        String token = cookie("XSRF-TOKEN");
        if (token == null) {
            get("/session");
            token = cookie("XSRF-TOKEN");
        }
        return request.setHeader("X-XSRF-TOKEN", String.valueOf(token));
    }

    public @Nullable String cookie(String name) {
        return cookies.getCookieStore().get(base).stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(java.net.HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
