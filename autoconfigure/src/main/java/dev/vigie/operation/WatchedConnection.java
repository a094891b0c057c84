package dev.vigie.operation;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection whose statements are watched; everything else is the connection's own. */
final class WatchedConnection implements InvocationHandler {

    private final Connection connection;
    private final QueryWatch watch;

    private WatchedConnection(Connection connection, QueryWatch watch) {
        this.connection = connection;
        this.watch = watch;
    }

    /** The connection, watched; one that is watched already stays as it is. */
    static Connection of(Connection connection, QueryWatch watch) {
        if (Proxy.isProxyClass(connection.getClass())
                && Proxy.getInvocationHandler(connection) instanceof WatchedConnection) {
            return connection;
        }
        return AllInterfaces.proxy(Connection.class, connection, new WatchedConnection(connection, watch));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(connection, proxy, method, args);
        }
        Object result = call(connection, method, args);
        if (!(result instanceof Statement statement)) {
            return result;
        }
        String sql = args != null && args.length > 0 && args[0] instanceof String text ? text : null;
        InvocationHandler watched = new WatchedStatement(statement, (Connection) proxy, sql, watch);
        if (statement instanceof CallableStatement callable) {
            return AllInterfaces.proxy(CallableStatement.class, callable, watched);
        }
        return statement instanceof PreparedStatement prepared
                ? AllInterfaces.proxy(PreparedStatement.class, prepared, watched)
                : AllInterfaces.proxy(Statement.class, statement, watched);
    }

    /** A proxy is equal to itself; its hash code and its text are those of what it stands before. */
    static @Nullable Object ofObject(Object target, Object proxy, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        return method.getName().equals("equals") && args != null
                ? (Object) isSame(proxy, args[0])
                : call(target, method, args);
    }

    @SuppressWarnings("ReferenceEquality") // the same proxy, not an equal one
    private static boolean isSame(Object one, @Nullable Object other) {
        return one == other;
    }

    /** What the target throws is thrown as it is. */
    static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
