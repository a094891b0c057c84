package dev.vigie.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigie.errors.Spans;
import dev.vigie.privacy.Masking;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedDataSourcesTests {

    private final Lines lines = new Lines(QueryWatch.class);

    @AfterEach
    void stopListening() {
        lines.close();
    }

    @Test
    void writesALineForASlowStatementWithoutItsValues() throws SQLException {
        try (Connection connection = watched(h2(), Duration.ofNanos(1)).getConnection();
                PreparedStatement statement = connection.prepareStatement("select ?, 'pa55word'")) {
            statement.setString(1, "s3cret");
            statement.executeQuery().close();
        }

        assertThat(lines.text())
                .containsOnlyOnce("slow_query_detected")
                .contains("statement=\"select ?, ?\"")
                .contains("threshold_ms=\"0\"")
                .doesNotContain("s3cret")
                .doesNotContain("pa55word");
    }

    @Test
    void writesNoneForAQuickOne() throws SQLException {
        try (Connection connection = watched(h2(), Duration.ofHours(1)).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }

        assertThat(lines.text()).doesNotContain("slow_query_detected");
    }

    @Test
    void throwsWhatTheDatabaseThrows() throws SQLException {
        try (Connection connection = watched(h2(), Duration.ofNanos(1)).getConnection();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from nowhere"))
                    .isExactlyInstanceOf(org.h2.jdbc.JdbcSQLSyntaxErrorException.class);
        }

        assertThat(lines.text()).contains("exception=\"org.h2.jdbc.JdbcSQLSyntaxErrorException\"");
    }

    /** As a routing or lazy data source does, when both are beans. */
    @Test
    void tellsAStatementOnceThroughTwoDataSources() throws SQLException {
        DataSource inner = watched(h2(), Duration.ofNanos(1));
        DataSource outer = watched(new Delegating(inner), Duration.ofNanos(1));
        try (Connection connection = outer.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }

        assertThat(lines.text()).containsOnlyOnce("slow_query_detected");
    }

    /** Without a pool, that is; pools hide them in any case. */
    @Test
    void aConnectionIsStillOfItsDriversInterfaces() throws SQLException {
        Connection connection = watched(driversConnection(DriversConnection.class));

        assertThat(((DriversConnection) connection).getCatalog()).isEqualTo("crm");
        assertThat(((DriversConnection) connection).notifications()).isEqualTo("crm");
        assertThat(connection.createStatement()).isInstanceOf(Statement.class);
    }

    @Test
    void oneWithAnInterfaceOfNobodysBusinessIsAConnection() throws SQLException {
        Connection connection = watched(driversConnection(Hidden.class));

        assertThat(connection.getCatalog()).isEqualTo("crm");
        assertThat(connection).isNotInstanceOf(Hidden.class);
    }

    @Test
    void aClassOfTheDriverIsHadByUnwrapping() throws SQLException {
        try (Connection connection = watched(h2(), Duration.ofNanos(1)).getConnection()) {
            assertThat(connection.unwrap(org.h2.jdbc.JdbcConnection.class)).isNotNull();
        }
    }

    private static Connection watched(Connection connection) {
        return WatchedConnection.of(connection, new QueryWatch(Spans.NONE, Masking.of(List.of()), Duration.ZERO));
    }

    private static Connection driversConnection(Class<?> its) {
        Statement statement = (Statement) Proxy.newProxyInstance(
                its.getClassLoader(), new Class<?>[] {Statement.class}, (proxy, method, args) -> null);
        return (Connection) Proxy.newProxyInstance(
                its.getClassLoader(),
                new Class<?>[] {Connection.class, its},
                (proxy, method, args) -> method.getReturnType() == String.class
                        ? "crm"
                        : method.getReturnType() == Statement.class ? statement : null);
    }

    public interface DriversConnection extends Connection {

        String notifications();
    }

    interface Hidden {}

    @Test
    void staysWhatItIs() throws SQLException {
        Delegating dataSource = new Delegating(h2());
        DataSource watched = watched(dataSource, Duration.ofHours(1));

        assertThat(watched).isInstanceOf(Delegating.class);
        try (Connection connection = watched.getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("select 1")) {
            assertThat(statement).isNotInstanceOf(PreparedStatement.class);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(java.util.Set.of(connection, statement)).contains(connection);
            assertThat(connection.unwrap(org.h2.jdbc.JdbcConnection.class)).isNotNull();
            assertThat(prepared.isWrapperFor(org.h2.jdbc.JdbcPreparedStatement.class))
                    .isTrue();
            assertThat(connection.hashCode()).isEqualTo(connection.hashCode());
            assertThat(connection.toString()).contains("conn");
        }
    }

    @Test
    void leavesEverythingElseAlone() {
        Object bean = new Object();

        assertThat(new WatchedDataSources(() -> new QueryWatch(Spans.NONE, Masking.of(List.of()), Duration.ZERO))
                        .postProcessAfterInitialization(bean, "bean"))
                .isSameAs(bean);
    }

    private static DataSource watched(DataSource dataSource, Duration threshold) {
        QueryWatch watch = new QueryWatch(Spans.NONE, Masking.of(List.of()), threshold);
        return (DataSource)
                new WatchedDataSources(() -> watch).postProcessAfterInitialization(dataSource, "dataSource");
    }

    private static DataSource h2() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:watched;DB_CLOSE_DELAY=-1");
        return dataSource;
    }

    static class Delegating implements DataSource {

        private final DataSource target;

        Delegating(DataSource target) {
            this.target = target;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return target.getConnection();
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return target.getConnection(username, password);
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            return target.getLogWriter();
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            target.setLogWriter(out);
        }

        @Override
        public void setLoginTimeout(int seconds) throws SQLException {
            target.setLoginTimeout(seconds);
        }

        @Override
        public int getLoginTimeout() throws SQLException {
            return target.getLoginTimeout();
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            return target.getParentLogger();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return target.unwrap(type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) throws SQLException {
            return target.isWrapperFor(type);
        }
    }
}
