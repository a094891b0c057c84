package dev.vigie.sample.crm.watched;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** The log file, line by line; a line that is not exactly one JSON document fails the test. */
final class LogLines {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Path file;

    LogLines(Path file) {
        this.file = file;
    }

    List<JsonNode> all() {
        try {
            List<JsonNode> lines = new ArrayList<>();
            String text = Files.readString(file);
            int start = 0;
            // What stands behind the last line feed is still being written.
            for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
                lines.add(MAPPER.readTree(text.substring(start, end)));
                start = end + 1;
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<JsonNode> of(String requestId) {
        return all().stream()
                .filter(line -> requestId.equals(line.path("requestId").asText()))
                .toList();
    }

    /** The one line of this event in this request. */
    JsonNode only(String requestId, String event) {
        return Awaitility.await(event + " of request " + requestId)
                .until(
                        () -> of(requestId).stream()
                                .filter(line -> event.equals(line.path("event").asText()))
                                .toList(),
                        found -> found.size() == 1)
                .get(0);
    }
}
