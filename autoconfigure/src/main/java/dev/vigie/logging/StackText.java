package dev.vigie.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stack of a throwable with the root cause first, because the end is what a bound cuts off. */
final class StackText {

    private static final int LONGEST_CHAIN = 50;
    private static final int FRAMES_EACH = 40;
    private static final int FRAMES_OF_SUPPRESSED = 5;
    private static final int SUPPRESSED_EACH = 5;
    private static final int USUAL_HEAD = 256;
    private static final int USUAL_FRAME = 110;
    private static final int LONGEST_MESSAGE = 1_000;

    private final StringBuilder text;
    private final int longest;
    private final LineMasking masking;

    private StackText(int longest, int capacity, LineMasking masking) {
        this.text = new StringBuilder(Math.max(USUAL_HEAD, Math.min(longest + USUAL_HEAD, capacity)));
        this.longest = longest;
        this.masking = masking;
    }

    /**
     * Without secrets in messages. May be longer than asked for by what one frame takes; the caller cuts and marks it.
     */
    static String of(IThrowableProxy throwable, int longest, LineMasking masking) {
        List<IThrowableProxy> chain = chain(throwable);
        StackText stack = new StackText(longest, capacity(chain), masking);
        stack.appendChain(chain);
        return stack.text.toString();
    }

    /** Outermost first. Bounded, and ends where it would repeat itself. */
    private static List<IThrowableProxy> chain(IThrowableProxy outermost) {
        List<IThrowableProxy> chain = new ArrayList<>(4);
        IThrowableProxy next = outermost;
        while (next != null && chain.size() < LONGEST_CHAIN && !containsSame(chain, next)) {
            chain.add(next);
            next = next.getCause();
        }
        return chain;
    }

    @SuppressWarnings("ReferenceEquality") // two equal throwables may stand in one chain; only the same one is a circle
    private static boolean containsSame(List<IThrowableProxy> chain, IThrowableProxy wanted) {
        for (IThrowableProxy known : chain) {
            if (known == wanted) {
                return true;
            }
        }
        return false;
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
        String message = messageOf(throwable);
        if (message != null) {
            text.append(": ").append(masking.beginning(message, LONGEST_MESSAGE));
        }
        text.append('\n');
    }

    static @Nullable String messageOf(IThrowableProxy throwable) {
        String message = SafeText.of("message", throwable::getMessage);
        return message.equals("null") ? null : message;
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
        return text.length() <= longest;
    }
}
