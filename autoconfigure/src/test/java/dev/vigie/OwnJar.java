package dev.vigie;

import dev.vigie.feature.FeatureAutoConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.json.JsonParserFactory;

/** The resources of the jar under test, and of no other on the class path. */
final class OwnJar {

    private OwnJar() {}

    static URL resource(String path) throws IOException {
        String location = FeatureAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString();
        return Collections.list(OwnJar.class.getClassLoader().getResources(path)).stream()
                .filter(url -> url.toString().contains(location))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No " + path + " in " + location));
    }

    static String text(String path) throws IOException {
        try (InputStream stream = resource(path).openStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static List<String> lines(String path) throws IOException {
        return text(path)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** The configuration metadata: what is known of each key. */
    @SuppressWarnings("unchecked")
    static Map<String, Map<String, Object>> properties() throws IOException {
        Map<String, Object> metadata =
                JsonParserFactory.getJsonParser().parseMap(text("META-INF/spring-configuration-metadata.json"));
        Map<String, Map<String, Object>> properties = new TreeMap<>();
        for (Object property : (List<Object>) metadata.get("properties")) {
            Map<String, Object> attributes = (Map<String, Object>) property;
            properties.put((String) attributes.get("name"), attributes);
        }
        return properties;
    }
}
