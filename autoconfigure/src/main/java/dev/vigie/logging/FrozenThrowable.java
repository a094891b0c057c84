package dev.vigie.logging;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What there is to tell of an exception, in bounded size: its texts and places, its causes and what was suppressed. It
 * keeps neither the exception alive nor what that holds.
 */
final class FrozenThrowable implements IThrowableProxy {

    private static final int BYTES_OF_ONE = 300;
    private static final int BYTES_OF_A_FRAME = 100;
    private static final StackTraceElementProxy[] NO_FRAMES = {};
    private static final FrozenThrowable[] NONE = {};

    private final String className;
    private final @Nullable String message;
    private final @Nullable String overridingMessage;
    private final StackTraceElementProxy[] frames;
    private final int commonFrames;
    private final boolean cyclic;
    private final boolean cut;
    private final @Nullable FrozenThrowable cause;
    private final FrozenThrowable[] suppressed;

    private FrozenThrowable(IThrowableProxy origin, Room room, int depth) {
        this.className = SafeText.of("type", origin::getClassName);
        this.message = room.text(origin::getMessage);
        this.overridingMessage = room.text(origin::getOverridingMessage);
        this.frames = room.withFrames ? SafeText.or(NO_FRAMES, origin::getStackTraceElementProxyArray) : NO_FRAMES;
        this.commonFrames = room.withFrames ? SafeText.or(0, origin::getCommonFrames) : 0;
        this.cut = !room.withFrames;
        this.cyclic = SafeText.or(false, origin::isCyclic);
        this.cause = room.cause(origin, depth);
        this.suppressed = room.suppressed(origin, depth);
    }

    private FrozenThrowable(FrozenThrowable origin, ShownTexts texts) {
        this.className = ShownTexts.name(origin.className);
        this.message = origin.message == null ? null : texts.text(origin.message);
        this.overridingMessage = origin.overridingMessage == null ? null : texts.text(origin.overridingMessage);
        this.frames = ShownTexts.frames(origin.frames);
        this.commonFrames = origin.commonFrames;
        this.cyclic = origin.cyclic;
        this.cut = origin.cut;
        this.cause = origin.cause == null ? null : new FrozenThrowable(origin.cause, texts);
        this.suppressed = new FrozenThrowable[origin.suppressed.length];
        for (int i = 0; i < suppressed.length; i++) {
            suppressed[i] = new FrozenThrowable(origin.suppressed[i], texts);
        }
    }

    /** Stands for those that were left out. */
    private FrozenThrowable() {
        this.className = "[more exceptions left out]";
        this.message = null;
        this.overridingMessage = null;
        this.frames = NO_FRAMES;
        this.commonFrames = 0;
        this.cyclic = false;
        this.cut = true;
        this.cause = null;
        this.suppressed = NONE;
    }

    static FrozenThrowable of(IThrowableProxy origin, boolean withFrames) {
        return new FrozenThrowable(origin, new Room(withFrames), 0);
    }

    /** The same as a terminal may show it. */
    FrozenThrowable withTexts(ShownTexts texts) {
        return new FrozenThrowable(this, texts);
    }

    /** About how many bytes it keeps alive. */
    int weight() {
        int sum = BYTES_OF_ONE + BYTES_OF_A_FRAME * frames.length + length(message) + length(overridingMessage);
        for (FrozenThrowable one : suppressed) {
            sum += one.weight();
        }
        return cause == null ? sum : sum + cause.weight();
    }

    /** Whether its frames were left out. */
    boolean isCut() {
        return cut;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : 2 * text.length();
    }

    @Override
    public String getClassName() {
        return className;
    }

    @Override
    public @Nullable String getMessage() {
        return message;
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return overridingMessage;
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return frames;
    }

    @Override
    public int getCommonFrames() {
        return commonFrames;
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        return cause;
    }

    @Override
    public IThrowableProxy[] getSuppressed() {
        return suppressed;
    }

    @Override
    public boolean isCyclic() {
        return cyclic;
    }

    /** What all exceptions of one line may take. */
    private static final class Room {

        private static final int DEEPEST = 49;
        private static final int MOST = 200;
        private static final int MOST_SUPPRESSED = 50;
        private static final int CHARACTERS = 2 * QueuedEvent.LONGEST;

        /** What is looked at of any one that is shown, however long others are. */
        private static final int CHARACTERS_OF_ANY = LineLimits.NORMAL.value() / 4 + LineMasking.OVERLAP;

        private final boolean withFrames;
        private int characters = CHARACTERS;
        private int exceptions = MOST;

        Room(boolean withFrames) {
            this.withFrames = withFrames;
        }

        @Nullable
        String text(Supplier<@Nullable String> given) {
            String text;
            try {
                text = given.get();
            } catch (Throwable refused) {
                return SafeText.notPrintable("message", refused);
            }
            if (text == null) {
                return null;
            }
            int most = Math.max(CHARACTERS_OF_ANY, Math.min(characters, QueuedEvent.LONGEST));
            characters = Math.max(0, characters - Math.min(most, text.length()));
            return text.length() <= most ? text : text.substring(0, most) + Line.CUT;
        }

        @Nullable
        FrozenThrowable cause(IThrowableProxy origin, int depth) {
            IThrowableProxy cause = SafeText.orNull(origin::getCause);
            return cause == null ? null : next(cause, depth);
        }

        FrozenThrowable[] suppressed(IThrowableProxy origin, int depth) {
            IThrowableProxy[] given = SafeText.orNull(origin::getSuppressed);
            if (given == null || given.length == 0) {
                return NONE;
            }
            FrozenThrowable[] suppressed = new FrozenThrowable[Math.min(given.length, MOST_SUPPRESSED)];
            for (int i = 0; i < suppressed.length; i++) {
                boolean more = i == MOST_SUPPRESSED - 1 && given.length > MOST_SUPPRESSED;
                suppressed[i] = more ? new FrozenThrowable() : next(given[i], depth);
            }
            return suppressed;
        }

        private FrozenThrowable next(IThrowableProxy origin, int depth) {
            if (depth >= DEEPEST || exceptions <= 0) {
                return new FrozenThrowable();
            }
            exceptions--;
            return new FrozenThrowable(origin, this, depth + 1);
        }
    }
}
