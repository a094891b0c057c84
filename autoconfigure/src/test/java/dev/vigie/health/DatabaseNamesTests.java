package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class DatabaseNamesTests {

    private final Map<String, Object> properties = new HashMap<>();
    private final StandardEnvironment environment = new StandardEnvironment();

    private final DatabaseNames names = new DatabaseNames(environment);

    @BeforeEach
    void setProperties() {
        environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://localhost/crm, PostgreSQL",
        "jdbc:tc:postgresql:15:///crm, PostgreSQL",
        "jdbc:p6spy:mysql://localhost/crm, MySQL",
        "jdbc:sqlserver://localhost;databaseName=crm, SQL Server",
        "jdbc:exotic://localhost/postgresql, Database",
        "nonsense, Database",
        "${not.there}, Database"
    })
    void readTheProductFromTheUrl(String url, String product) {
        properties.put("spring.datasource.url", url);

        assertThat(names.of(down("db"))).isEqualTo(product);
    }

    @Test
    void preferWhatTheDatabaseSaidInGoodTimes() {
        properties.put("spring.datasource.url", "jdbc:mysql://localhost/crm");
        names.remember(new ComponentHealth("db", HealthResult.up().with("database", "MariaDB")));
        names.remember(down("db"));

        assertThat(names.of(down("db"))).isEqualTo("MariaDB");
        assertThat(names.of(down("db/other"))).isEqualTo("MySQL");

        names.remember(new ComponentHealth("db", HealthResult.up().with("database", "PostgreSQL")));
        assertThat(names.of(down("db"))).isEqualTo("PostgreSQL");
    }

    @ParameterizedTest
    @CsvSource({
        "Microsoft SQL Server, SQL Server",
        "postgresql, PostgreSQL",
        "Oracle, Oracle",
        "DB2/LINUXX8664, Db2",
        "Apache Derby, Derby",
        "HSQL Database Engine, HSQLDB",
        "db.internal, Database",
        "postgresql.internal, Database",
        "10.0.0.7/crm, Database",
        "/, Database"
    })
    void knowProductsOnly(String said, String product) {
        names.remember(new ComponentHealth("db", HealthResult.up().with("database", said)));

        assertThat(names.of(down("db"))).isEqualTo(product);
    }

    @Test
    void takeNoProductThatIsNoName() {
        names.remember(new ComponentHealth("db", HealthResult.up().with("database", "x\r\nSet-Cookie: a")));
        names.remember(new ComponentHealth("db", HealthResult.up().with("database", 7)));

        assertThat(names.of(down("db"))).isEqualTo("Database");
    }

    private static ComponentHealth down(String name) {
        return new ComponentHealth(name, HealthResult.down());
    }
}
