package dev.vigie.operation;

import dev.vigie.errors.Activation;
import dev.vigie.errors.Spans.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The span of an observation, and the threads on which it is the current one. */
final class ObservedSpan {

    private final Span span;

    /** An observation may be in scope on several threads at once, and twice on one; each touches only its own entry. */
    private final Map<Thread, Deque<Activation>> open = new ConcurrentHashMap<>(2);

    ObservedSpan(Span span) {
        this.span = span;
    }

    Span span() {
        return span;
    }

    void open() {
        open.computeIfAbsent(Thread.currentThread(), thread -> new ArrayDeque<>(1))
                .push(Activation.guarded(span::activate));
    }

    void close() {
        Deque<Activation> mine = open.get(Thread.currentThread());
        Activation last = mine == null ? null : mine.poll();
        if (mine != null && last != null) {
            last.close();
            if (mine.isEmpty()) {
                open.remove(Thread.currentThread());
            }
        }
    }

    void closeAll() {
        Deque<Activation> mine = open.remove(Thread.currentThread());
        if (mine != null) {
            mine.forEach(Activation::close);
        }
    }
}
