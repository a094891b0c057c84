package dev.vigie.health;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
            Map.entry("derby", "Derby"),
            Map.entry("sqlite", "SQLite"));

    private final Environment environment;

    /** By component, of which an application has a handful. */
    private final Map<String, String> seen = new ConcurrentHashMap<>();

    DatabaseNames(Environment environment) {
        this.environment = environment;
    }

    /** Keeps the product a component names, which it mostly does in good times only. */
    void remember(ComponentHealth component) {
        Object said = component.result().details().get("database");
        if (said instanceof String product && product.matches("[A-Za-z0-9][A-Za-z0-9 ._/-]{0,39}")) {
            seen.put(component.name(), product);
        }
    }

    /** The product behind a component, or {@code Database}. */
    String of(ComponentHealth component) {
        String kept = seen.get(component.name());
        if (kept != null) {
            return kept;
        }
        String configured = fromUrl();
        return configured == null ? "Database" : configured;
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
}
