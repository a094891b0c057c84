package dev.vigie.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.env.MockEnvironment;

class DatabaseNamesTests {

    private final MockEnvironment environment = new MockEnvironment();
    private final DatabaseNames names = new DatabaseNames(environment);

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
        environment.withProperty("spring.datasource.url", url);

        assertThat(names.of(down("db"))).isEqualTo(product);
    }

    @Test
    void preferWhatTheDatabaseSaidInGoodTimes() {
        environment.withProperty("spring.datasource.url", "jdbc:mysql://localhost/crm");
        names.remember(new ComponentHealth("db", HealthResult.up().with("database", "MariaDB")));
        names.remember(down("db"));

        assertThat(names.of(down("db"))).isEqualTo("MariaDB");
        assertThat(names.of(down("db/other"))).isEqualTo("MySQL");
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
