package dev.vigie.logging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.concurrent.atomic.AtomicBoolean;

/** While it is broken it writes two bytes and fails, and takes nothing back. */
record BrittleChannel(SeekableByteChannel channel, AtomicBoolean broken) implements SeekableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (!broken.get()) {
            return channel.write(bytes);
        }
        channel.write(bytes.slice(bytes.position(), Math.min(2, bytes.remaining())));
        throw new IOException("broken");
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
        if (broken.get()) {
            throw new IOException("broken");
        }
        channel.truncate(size);
        return this;
    }

    @Override
    public int read(ByteBuffer bytes) throws IOException {
        return channel.read(bytes);
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
