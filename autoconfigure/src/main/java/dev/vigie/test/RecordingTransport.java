package dev.vigie.test;

import io.sentry.Hint;
import io.sentry.ISerializer;
import io.sentry.SentryEnvelope;
import io.sentry.SentryEnvelopeItem;
import io.sentry.SentryEvent;
import io.sentry.protocol.SentryTransaction;
import io.sentry.transport.ITransport;
import io.sentry.transport.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads envelopes back from the bytes that would have been sent, on the thread that captured. */
final class RecordingTransport implements ITransport {

    private final RecordedSentry recorded;
    private final ISerializer serializer;

    RecordingTransport(RecordedSentry recorded, ISerializer serializer) {
        this.recorded = recorded;
        this.serializer = serializer;
    }

    @Override
    public void send(SentryEnvelope envelope, Hint hint) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            serializer.serialize(envelope, bytes);
        } catch (Exception unwritable) {
            throw new IllegalStateException("An envelope that cannot be written", unwritable);
        }
        recorded.keep(bytes.toString(StandardCharsets.UTF_8));
        for (SentryEnvelopeItem item : envelope.getItems()) {
            try {
                keep(item);
            } catch (Exception unreadable) {
                throw new IllegalStateException("An envelope that cannot be read back", unreadable);
            }
        }
    }

    private void keep(SentryEnvelopeItem item) throws Exception {
        SentryEvent event = item.getEvent(serializer);
        if (event != null) {
            recorded.keep(new RecordedEvent(event, new String(item.getData(), StandardCharsets.UTF_8)));
        }
        SentryTransaction transaction = item.getTransaction(serializer);
        if (transaction != null) {
            recorded.keep(transaction);
        }
    }

    @Override
    public void flush(long timeoutMillis) {
        // Everything is there already.
    }

    @Override
    public @Nullable RateLimiter getRateLimiter() {
        return null;
    }

    @Override
    public void close(boolean isRestarting) {
        // What is recorded stays.
    }

    @Override
    public void close() {
        // What is recorded stays.
    }
}
