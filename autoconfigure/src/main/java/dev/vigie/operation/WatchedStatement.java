package dev.vigie.operation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement whose executions are watched. Of what is set into it nothing is looked at or kept. */
final class WatchedStatement implements InvocationHandler {

    private final Statement statement;
    private final Connection connection;
    private final QueryWatch watch;
    private final @Nullable String prepared;
    private @Nullable String batched;
    private int batch;

    WatchedStatement(Statement statement, Connection connection, @Nullable String prepared, QueryWatch watch) {
        this.statement = statement;
        this.connection = connection;
        this.prepared = prepared;
        this.watch = watch;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return WatchedConnection.ofObject(statement, proxy, method, args);
        }
        String name = method.getName();
        if (name.startsWith("execute")) {
            return execute(method, args);
        }
        if (name.equals("getConnection")) {
            return connection;
        }
        Object result = WatchedConnection.call(statement, method, args);
        if (name.equals("addBatch")) {
            batch++;
            batched = sql(args);
        } else if (name.equals("clearBatch")) {
            batch = 0;
        }
        return result;
    }

    private @Nullable Object execute(Method method, @Nullable Object @Nullable [] args) throws Throwable {
        boolean isBatch = method.getName().endsWith("Batch");
        int size = isBatch ? batch : 0;
        String sql = isBatch && batched != null ? batched : sql(args);
        if (isBatch) {
            batch = 0;
            batched = null;
        }
        return watch.watched(sql, size, () -> WatchedConnection.call(statement, method, args));
    }

    private @Nullable String sql(@Nullable Object @Nullable [] args) {
        return args != null && args.length > 0 && args[0] instanceof String text ? text : prepared;
    }
}
