package dev.vigie.sample.crm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** What the application answered. */
public record Answer(HttpResponse<String> response) {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    public int status() {
        return response.statusCode();
    }

    public String body() {
        return response.body();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
        return as(JsonNode.class);
    }

    public <T> T as(Class<T> type) {
        try {
            return MAPPER.readValue(body(), type);
        } catch (JsonProcessingException e) {
            throw new AssertionError("No JSON: " + body(), e);
        }
    }

    public long id() {
        return json().required("id").asLong();
    }

    public String detail() {
        return json().path("detail").asText();
    }
}
