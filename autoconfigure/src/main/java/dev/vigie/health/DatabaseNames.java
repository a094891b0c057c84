package dev.vigie.health;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What the databases are called. A database that is down often cannot say its product, so the name from the last answer
 * is kept; until there was one, the JDBC URL's scheme has to do.
 */
final class DatabaseNames {

    private static final Map<String, String> PRODUCTS = Map.ofEntries(
            Map.entry("postgresql", "PostgreSQL"),
            Map.entry("mysql", "MySQL"),
            Map.entry("mariadb", "MariaDB"),
            Map.entry("oracle", "Oracle"),
            Map.entry("sqlserver", "SQL Server"),
            Map.entry("db2", "Db2"),
            Map.entry("h2", "H2"),
            Map.entry("hsqldb", "HSQLDB"),
            Map.entry("hsql", "HSQLDB"),
            Map.entry("derby", "Derby"),
            Map.entry("sqlite", "SQLite"));

    private static final Pattern WORD_END = Pattern.compile("[\\s/]+");

    /** What stands before the product in the names that drivers use. */
    private static final Set<String> VENDORS = Set.of("microsoft", "ibm", "apache");

    private final Environment environment;

    /** By component, of which an application has a handful. */
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    DatabaseNames(Environment environment) {
        this.environment = environment;
    }

    /** Keeps the product a component names, which it mostly does in good times only. */
    void remember(ComponentHealth component) {
        Object said = component.result().details().get("database");
        if (said instanceof String text) {
            Seen before = seen.get(component.name());
            if (before == null || !before.text().equals(text)) {
                seen.put(component.name(), new Seen(text, known(text)));
            }
        }
    }

    /** The product behind a component, or {@code Database}. */
    String of(ComponentHealth component) {
        Seen kept = seen.get(component.name());
        if (kept != null) {
            return kept.product();
        }
        String configured = fromUrl();
        return configured == null ? "Database" : configured;
    }

    /** The product a text starts with, as in {@code DB2/LINUXX8664}. */
    private static String known(String text) {
        String[] words = WORD_END.split(text.strip().toLowerCase(Locale.ROOT), 4);
        int first = VENDORS.contains(words[0]) && words.length > 1 ? 1 : 0;
        boolean sqlServer = words[first].equals("sql") && words.length > first + 1 && words[first + 1].equals("server");
        return PRODUCTS.getOrDefault(sqlServer ? "sqlserver" : words[first], "Database");
    }

    private @Nullable String fromUrl() {
        String url;
        try {
            url = environment.getProperty("spring.datasource.url");
        } catch (IllegalArgumentException unresolvable) {
            return null;
        }
        if (url == null) {
            return null;
        }
        // jdbc:postgresql://..., but also jdbc:tc:postgresql:15:///... and jdbc:p6spy:mysql://...
        String[] parts = url.split(":", 5);
        for (int i = 1; i < Math.min(parts.length, 4); i++) {
            String product = PRODUCTS.get(parts[i].toLowerCase(Locale.ROOT));
            if (product != null) {
                return product;
            }
        }
        return null;
    }

    /**
     * What a component said.
     *
     * @param text its own words, which may hold a host or a user and are told nowhere
     * @param product one of the names from here
     */
    private record Seen(String text, String product) {}
}
