package dev.vigie.operation;

import dev.vigie.errors.Spans;
import dev.vigie.errors.Spans.Span;
import io.lettuce.core.event.command.CommandBaseEvent;
import io.lettuce.core.event.command.CommandFailedEvent;
import io.lettuce.core.event.command.CommandListener;
import io.lettuce.core.event.command.CommandStartedEvent;
import io.lettuce.core.event.command.CommandSucceededEvent;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a span of each Redis command while a trace is recorded; of the command only its name is told. */
final class RedisSpans implements CommandListener {

    private static final Logger log = LoggerFactory.getLogger(RedisSpans.class);
    private static final String SPAN = RedisSpans.class.getName();

    private final Supplier<Spans> spans;

    RedisSpans(Supplier<Spans> spans) {
        this.spans = spans;
    }

    /** On the caller's thread, which belongs to the request; the answers come on another one. */
    @Override
    public void commandStarted(CommandStartedEvent event) {
        try {
            Span parent = spans.get().current();
            if (parent != null) {
                String command = event.getCommand().getType().toString();
                Span span = parent.child("db.redis", command);
                span.data("db.system", "redis");
                event.getContext().put(SPAN, span);
            }
        } catch (RuntimeException | LinkageError trouble) {
            log.debug("A Redis command has no span", trouble);
        }
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        end(event, null);
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        end(event, event.getCause());
    }

    private static void end(CommandBaseEvent event, @Nullable Throwable failure) {
        if (event.getContext().remove(SPAN) instanceof Span span) {
            if (failure != null) {
                span.data("exception.type", failure.getClass().getName());
                span.failed();
            }
            span.finish();
        }
    }
}
