package dev.vigie.errors.sentry;

import io.sentry.Hint;
import io.sentry.ISerializer;
import io.sentry.ITransportFactory;
import io.sentry.RequestDetails;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryEvent;
import io.sentry.SentryOptions;
import io.sentry.protocol.SentryTransaction;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A Sentry whose envelopes stay in memory, as the bytes that would have been sent. */
public final class RecordedSentry implements ITransportFactory, ITransport {

    public static final String DSN = "https://key@sentry.invalid/42";

    private final Queue<SentryEvent> events = new ConcurrentLinkedQueue<>();
    private final Queue<SentryTransaction> transactions = new ConcurrentLinkedQueue<>();
    private final Queue<String> sent = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ISerializer serializer;

    @Override
    public ITransport create(SentryOptions options, RequestDetails requestDetails) {
        serializer = options.getSerializer();
        return this;
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) {
        ISerializer reader = serializer;
        if (reader == null) {
            throw new IllegalStateException("not created by the SDK");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            reader.serialize(envelope, bytes);
        } catch (Exception unwritable) {
            throw new IllegalStateException(unwritable);
        }
        sent.add(bytes.toString(StandardCharsets.UTF_8));
        for (SentryEnvelopeItem item : envelope.getItems()) {
            try {
                SentryEvent event = item.getEvent(reader);
                if (event != null) {
                    events.add(event);
                }
                SentryTransaction transaction = item.getTransaction(reader);
                if (transaction != null) {
                    transactions.add(transaction);
                }
            } catch (Exception unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }

    /** Each envelope as it goes over the wire, but for the compression. */
    public List<String> sent() {
        return List.copyOf(sent);
    }

    public List<SentryEvent> events() {
        return List.copyOf(events);
    }

    public List<SentryTransaction> transactions() {
        return List.copyOf(transactions);
    }

    public void clear() {
        events.clear();
        transactions.clear();
        sent.clear();
    }

    @Override
    public void flush(long timeoutMillis) {}

    @Override
    public @Nullable RateLimiter getRateLimiter() {
        return null;
    }

    @Override
    public void close(boolean isRestarting) {}

    @Override
    public void close() {}
}
