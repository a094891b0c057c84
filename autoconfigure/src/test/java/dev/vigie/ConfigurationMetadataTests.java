package dev.vigie;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.util.StringUtils;

/** Every key is described, and {@code docs/properties.md} shows all of them as they are. */
class ConfigurationMetadataTests {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "../docs/properties.md");

    private static final String WRITE = "vigie.docs.write";

    /** Types that always have a value, so the metadata must say which. */
    private static final Set<String> ALWAYS_SET = Set.of(
            "java.lang.Boolean",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Double",
            "java.time.Duration",
            "org.springframework.util.unit.DataSize");

    private static final String HEAD =
            """
            # Properties

            Every key of Vigie. This page is written by a test from the metadata that also feeds your editor's completion:
            do not edit it. Keys are ordinary Spring Boot properties: `vigie.web.enabled` in a file is `VIGIE_WEB_ENABLED`
            as an environment variable.
            """;

    @Test
    void everyKeyIsDescribedInOnePhrase() throws IOException {
        Map<String, String> badly = new TreeMap<>();
        OwnJar.properties().forEach((key, attributes) -> {
            String description = String.valueOf(attributes.getOrDefault("description", ""));
            if (StringUtils.tokenizeToStringArray(description, " ").length < 3) {
                badly.put(key, "has no description, or one of less than three words; write an @param");
            } else if (description.endsWith(".")) {
                badly.put(key, "ends with a period; an @param is a phrase");
            } else if (description.contains("{@")) {
                badly.put(key, "has Javadoc tags, which editors show as they are");
            }
        });
        assertThat(OwnJar.properties()).isNotEmpty();
        assertThat(badly).as("badly described keys").isEmpty();
    }

    @Test
    void everyKeyThatAlwaysHasAValueShowsItsDefault() throws IOException {
        List<String> silent = OwnJar.properties().entrySet().stream()
                .filter(property -> ALWAYS_SET.contains(property.getValue().get("type")))
                .filter(property -> !property.getValue().containsKey("defaultValue"))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(silent).as("keys without @DefaultValue").isEmpty();
    }

    @Test
    void everyKeyStartsWithOurPrefix() throws IOException {
        assertThat(OwnJar.properties().keySet()).allMatch(key -> key.startsWith("vigie."));
    }

    @Test
    void thePageOfAllPropertiesIsCurrent() throws IOException {
        String current = page(OwnJar.properties());
        if (Boolean.getBoolean(WRITE)) {
            Files.createDirectories(PAGE.toAbsolutePath().normalize().getParent());
            Files.writeString(PAGE, current);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as(
                        """
                        docs/properties.md is out of date. Write it again and commit it: \
                        mvn -pl autoconfigure test -Dtest=ConfigurationMetadataTests -D%s=true""",
                        WRITE)
                .isEqualTo(current);
    }

    private static String page(Map<String, Map<String, Object>> properties) {
        Map<String, List<String>> rows = properties.entrySet().stream()
                .collect(Collectors.groupingBy(
                        property -> featureOf(property.getKey()),
                        TreeMap::new,
                        Collectors.mapping(
                                property -> row(property.getKey(), property.getValue()), Collectors.toList())));
        return rows.entrySet().stream()
                .map(feature -> "## %s\n\n| key | type | default | meaning |\n|---|---|---|---|\n%s\n"
                        .formatted(
                                feature.getKey().isEmpty() ? "The whole" : "`" + feature.getKey() + "`",
                                String.join("\n", feature.getValue())))
                .collect(Collectors.joining("\n", HEAD + "\n", ""));
    }

    private static String featureOf(String key) {
        String inner = key.substring(key.indexOf('.') + 1);
        return inner.contains(".") ? inner.substring(0, inner.indexOf('.')) : "";
    }

    private static String row(String key, Map<String, Object> attributes) {
        Object value = attributes.get("defaultValue");
        String text = value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value == null ? "" : value.toString();
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        key,
                        shortType(String.valueOf(attributes.get("type"))),
                        text.isEmpty() ? "" : "`" + inCell(text) + "`",
                        inCell(String.valueOf(attributes.getOrDefault("description", ""))));
    }

    /** Without packages: {@code List<String>}. */
    private static String shortType(String type) {
        return inCell(type.replaceAll("[a-z][a-zA-Z]*\\.", "").replace('$', '.'));
    }

    private static String inCell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace('\n', ' ');
    }
}
