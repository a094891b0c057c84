package dev.vigie.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import org.jspecify.annotations.Nullable;

/** About how many bytes a line keeps alive, without its values. */
final class LineWeight {

    private static final int BYTES_OF_A_LINE = 300;
    private static final int BYTES_OF_AN_ENTRY = 100;
    private static final int BYTES_OF_A_FRAME = 100;
    private static final int DEEPEST_CAUSE = 20;

    private LineWeight() {}

    static int of(QueuedEvent line) {
        int sum = BYTES_OF_A_LINE
                + 2 * line.getFormattedMessage().length()
                + BYTES_OF_AN_ENTRY * line.getMDCPropertyMap().size();
        IThrowableProxy part = line.getThrowableProxy();
        for (int depth = 0; part != null && depth < DEEPEST_CAUSE; depth++) {
            IThrowableProxy thrown = part;
            sum += SafeText.or(BYTES_OF_A_LINE, () -> of(thrown));
            part = causeOf(part);
        }
        return sum;
    }

    private static @Nullable IThrowableProxy causeOf(IThrowableProxy part) {
        try {
            return part.getCause();
        } catch (Throwable refused) {
            return null;
        }
    }

    private static int of(IThrowableProxy part) {
        String message = part.getMessage();
        return BYTES_OF_A_FRAME * part.getStackTraceElementProxyArray().length
                + (message == null ? 0 : 2 * message.length())
                + BYTES_OF_A_LINE * (part.getSuppressed() == null ? 0 : part.getSuppressed().length);
    }
}
