package dev.vigie.operation;

import org.jspecify.annotations.Nullable;

/** An operation that nobody watches. */
enum IdleOperation implements Operation {
    INSTANCE;

    @Override
    public Operation data(String key, @Nullable Object value) {
        return this;
    }

    @Override
    public Operation tag(String key, @Nullable String value) {
        return this;
    }

    @Override
    public Operation failed(Throwable error) {
        return this;
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
