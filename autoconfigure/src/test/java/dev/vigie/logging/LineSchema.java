package dev.vigie.logging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The schema of a line, {@code docs/log-line.schema.json}. */
final class LineSchema {

    private static final String FILE = "docs/log-line.schema.json";

    /** As it is published. */
    static final LineSchema PUBLISHED = new LineSchema(read());

    /** With further members at the top, as it says itself. */
    static final LineSchema OPEN = new LineSchema(open(read()));

    private final JsonSchema schema;

    private LineSchema(JsonNode json) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        this.schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(json, config);
    }

    void assertMatches(JsonNode line) {
        assertThat(schema.validate(line)).isEmpty();
    }

    private static JsonNode open(ObjectNode json) {
        json.remove("additionalProperties");
        return json;
    }

    /** The tests run in more than one module. */
    static ObjectNode read() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(FILE))) {
            directory = Objects.requireNonNull(directory.getParent(), FILE);
        }
        try {
            return (ObjectNode)
                    new ObjectMapper().readTree(directory.resolve(FILE).toFile());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
