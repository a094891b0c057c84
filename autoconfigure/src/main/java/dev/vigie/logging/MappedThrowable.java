package dev.vigie.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An exception whose messages are given another form when they are read. */
final class MappedThrowable implements IThrowableProxy {

    private final IThrowableProxy origin;
    private final UnaryOperator<String> text;

    MappedThrowable(IThrowableProxy origin, UnaryOperator<String> text) {
        this.origin = origin;
        this.text = text;
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return mapped(origin.getOverridingMessage());
    }

    @Override
    public @Nullable String getMessage() {
        return mapped(origin.getMessage());
    }

    private @Nullable String mapped(@Nullable String message) {
        return message == null ? null : text.apply(message);
    }

    @Override
    public String getClassName() {
        return origin.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return origin.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return origin.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        IThrowableProxy cause = origin.getCause();
        return cause == null ? null : new MappedThrowable(cause, text);
    }

    @Override
    public IThrowableProxy @Nullable [] getSuppressed() {
        IThrowableProxy[] suppressed = origin.getSuppressed();
        if (suppressed == null) {
            return null;
        }
        IThrowableProxy[] mapped = new IThrowableProxy[suppressed.length];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = new MappedThrowable(suppressed[i], text);
        }
        return mapped;
    }

    @Override
    public boolean isCyclic() {
        return origin.isCyclic();
    }
}
