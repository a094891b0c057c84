package dev.vigie.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/** What most lines do not have, in bounded size: fields, markers, an exception, the place in the code. */
final class LineExtras {

    private static final LineExtras NONE = new LineExtras(EventFields.NONE, null, null, null);

    private final EventFields fields;
    private final @Nullable List<Marker> markers;
    private final @Nullable FrozenThrowable throwable;
    private final StackTraceElement @Nullable [] callers;

    private LineExtras(
            EventFields fields,
            @Nullable List<Marker> markers,
            @Nullable FrozenThrowable throwable,
            StackTraceElement @Nullable [] callers) {
        this.fields = fields;
        this.markers = markers;
        this.throwable = throwable;
        this.callers = callers;
    }

    /**
     * Of most lines they are the same nothing.
     *
     * @param withFrames whether an exception has its frames
     */
    static LineExtras of(ILoggingEvent event, boolean withCaller, boolean withFrames) {
        EventFields fields = EventFields.of(event);
        List<Marker> markers = EventFields.plain(event.getMarkerList());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (fields.isNone() && markers == null && thrown == null && !withCaller) {
            return NONE;
        }
        FrozenThrowable throwable = thrown == null ? null : FrozenThrowable.of(thrown, withFrames);
        return new LineExtras(fields, markers, throwable, withCaller ? event.getCallerData() : null);
    }

    /** The same as a terminal may show it. */
    LineExtras shown(ShownTexts texts) {
        return new LineExtras(
                fields.shown(texts),
                texts.markers(markers),
                throwable == null ? null : throwable.withTexts(texts),
                ShownTexts.callers(callers));
    }

    /** About how many bytes they keep alive. */
    int weight() {
        return fields.weight() + (throwable == null ? 0 : throwable.weight());
    }

    /** Whether something was left out. */
    boolean isCut() {
        return fields.isCut() || (throwable != null && throwable.isCut());
    }

    EventFields fields() {
        return fields;
    }

    /** Those that are no fields. */
    @Nullable
    List<Marker> markers() {
        return markers;
    }

    @Nullable
    FrozenThrowable throwable() {
        return throwable;
    }

    /** Null where no pattern asks for it. */
    StackTraceElement @Nullable [] callers() {
        return callers;
    }
}
