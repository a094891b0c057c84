package dev.vigie.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stack of a throwable with the root cause first, because the end is what a bound cuts off. */
final class StackText {

    private static final int FRAMES_EACH = 40;
    private static final int FRAMES_OF_SUPPRESSED = 5;
    private static final int SUPPRESSED_EACH = 5;
    private static final int USUAL_HEAD = 256;
    private static final int USUAL_FRAME = 110;
    private static final int LONGEST_MESSAGE = 1_000;

    private final StringBuilder text;
    private final Line line;

    private StackText(Line line, int capacity) {
        int longest = line.limits.stack() + USUAL_HEAD;
        this.text = new StringBuilder(Math.max(USUAL_HEAD, Math.min(longest, capacity)));
        this.line = line;
    }

    /**
     * Without secrets in messages. May be longer than the line allows by what one frame takes; the caller cuts and
     * marks it.
     */
    static String of(FrozenThrowable throwable, Line line) {
        List<IThrowableProxy> chain = chain(throwable);
        StackText stack = new StackText(line, capacity(chain));
        stack.appendChain(chain);
        return stack.text.toString();
    }

    /** Outermost first; as long as a {@link FrozenThrowable} lets it be. */
    private static List<IThrowableProxy> chain(IThrowableProxy outermost) {
        List<IThrowableProxy> chain = new ArrayList<>(4);
        for (IThrowableProxy next = outermost; next != null; next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }

    /** What it will need, so that the text is not copied while it grows. */
    private static int capacity(List<IThrowableProxy> chain) {
        int frames = 0;
        for (IThrowableProxy throwable : chain) {
            StackTraceElementProxy[] all = throwable.getStackTraceElementProxyArray();
            frames += all == null ? 0 : Math.min(FRAMES_EACH, all.length - throwable.getCommonFrames());
        }
        return chain.size() * USUAL_HEAD + frames * USUAL_FRAME;
    }

    private void appendChain(List<IThrowableProxy> chain) {
        for (int i = chain.size() - 1; i >= 0 && hasRoom(); i--) {
            IThrowableProxy throwable = chain.get(i);
            appendHead(i == chain.size() - 1 ? "" : "Wrapped by: ", throwable);
            appendFrames(throwable, FRAMES_EACH);
            appendSuppressed(throwable.getSuppressed());
        }
    }

    private void appendHead(String prefix, IThrowableProxy throwable) {
        text.append(prefix);
        if (throwable.isCyclic()) {
            text.append("[circular reference] ");
        }
        text.append(throwable.getClassName());
        String message = throwable.getMessage();
        if (message != null) {
            text.append(": ").append(line.masking.beginning(message, LONGEST_MESSAGE));
            if (message.length() > LONGEST_MESSAGE) {
                text.append(Line.CUT);
                line.markTruncated();
            }
        }
        text.append('\n');
    }

    private void appendFrames(IThrowableProxy throwable, int most) {
        StackTraceElementProxy[] frames = throwable.getStackTraceElementProxyArray();
        if (frames == null) {
            return;
        }
        // The place it was made is shown in any case, also when the one that wraps it was made on the same line.
        int own = Math.max(Math.min(1, frames.length), frames.length - throwable.getCommonFrames());
        int shown = 0;
        while (shown < Math.min(own, most) && hasRoom()) {
            text.append('\t').append(frames[shown++]).append('\n');
        }
        if (shown < frames.length) {
            text.append("\t... ").append(frames.length - shown).append(" frames omitted\n");
        }
    }

    private void appendSuppressed(IThrowableProxy @Nullable [] suppressed) {
        if (suppressed == null) {
            return;
        }
        for (int i = 0; i < Math.min(suppressed.length, SUPPRESSED_EACH) && hasRoom(); i++) {
            appendHead("Suppressed: ", suppressed[i]);
            appendFrames(suppressed[i], FRAMES_OF_SUPPRESSED);
        }
        if (suppressed.length > SUPPRESSED_EACH) {
            text.append("... ").append(suppressed.length - SUPPRESSED_EACH).append(" suppressed omitted\n");
        }
    }

    private boolean hasRoom() {
        return text.length() <= line.limits.stack();
    }
}
