package dev.vigie.logging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes whole lines to a file that may not be writable at the moment. One write is one line; what cannot be written is
 * counted and left out, never left half, and the file is tried again every second. Used by one thread at a time.
 */
final class LogFileStream extends OutputStream {

    private static final int BLOCK = 64 * 1024;
    private static final long AGAIN = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private final Opening opening;
    private final Listener listener;
    private final LongSupplier nanoTime;
    private final Block block = new Block();

    private final Failure failure;
    private @Nullable SeekableByteChannel channel;
    private @Nullable Object key;

    LogFileStream(Path file, Opening opening, Listener listener, Failure failure, LongSupplier nanoTime) {
        this.file = file;
        this.opening = opening;
        this.listener = listener;
        this.failure = failure;
        this.nanoTime = nanoTime;
    }

    @Override
    public void write(int oneByte) {
        write(new byte[] {(byte) oneByte}, 0, 1);
    }

    @Override
    public void write(byte[] line, int from, int length) {
        block.write(line, from, length);
        block.lines++;
        if (block.size() >= BLOCK) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (block.size() == 0) {
            return;
        }
        if (failure.failing && nanoTime.getAsLong() - failure.at < AGAIN) {
            drop();
            return;
        }
        // The channel of an interrupted thread closes itself.
        boolean interrupted = Thread.interrupted();
        try {
            write();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void write() {
        try {
            SeekableByteChannel opened = channel == null ? open() : channel;
            channel = opened;
            append(opened);
        } catch (IOException | RuntimeException | Error notNow) {
            drop();
            fail(notNow);
            return;
        }
        block.clear();
        recover();
    }

    private SeekableByteChannel open() throws IOException {
        SeekableByteChannel opened = opening.open(file);
        key = FileAccess.keyOf(file);
        return opened;
    }

    /** When somebody moved or removed the file, lines would go where nobody finds them: it is opened anew. */
    void follow() {
        if (channel != null && !Objects.equals(key, FileAccess.keyOf(file))) {
            closeChannel();
        }
    }

    private void append(SeekableByteChannel opened) throws IOException {
        long end = opened.size();
        try {
            if (failure.half && end > 0) {
                writeAll(opened, ByteBuffer.wrap(new byte[] {'\n'}));
                end++;
            }
            failure.half = false;
            writeAll(opened, block.bytes());
        } catch (IOException | RuntimeException | Error failed) {
            cutBack(opened, end, failed);
            throw failed;
        }
    }

    private static void writeAll(SeekableByteChannel opened, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            opened.write(bytes);
        }
    }

    /** Half a line at the end would spoil the next one; where it stays, the next one begins on a line of its own. */
    private void cutBack(SeekableByteChannel opened, long end, Throwable failed) {
        try {
            opened.truncate(end);
        } catch (IOException | RuntimeException itStays) {
            failure.half = true;
            failed.addSuppressed(itStays);
        }
    }

    private void drop() {
        failure.lost += block.lines;
        listener.lost(block.lines);
        block.clear();
    }

    private void fail(Throwable why) {
        failure.at = nanoTime.getAsLong();
        closeChannel();
        if (!failure.failing) {
            failure.failing = true;
            listener.failing(file, why);
        }
    }

    private void recover() {
        if (failure.failing) {
            failure.failing = false;
            listener.recovered(file, failure.lost);
            failure.lost = 0;
        }
    }

    @Override
    public void close() {
        flush();
        closeChannel();
    }

    private void closeChannel() {
        SeekableByteChannel opened = channel;
        channel = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException nothingMoreToDo) {
                // What was written is there, and the next line opens it again.
            }
        }
    }

    /** Lines that wait to be written together. */
    private static final class Block extends ByteArrayOutputStream {

        private int lines;

        Block() {
            super(BLOCK + LineLimits.LINE_BYTES);
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }

        void clear() {
            reset();
            lines = 0;
        }
    }

    /** Whether the file cannot be written; outlives a stream, because each rolling begins another. */
    static final class Failure {

        private boolean failing;
        private long at;
        private long lost;

        /** Whether the file may end in half a line. */
        private boolean half;

        boolean isFailing() {
            return failing;
        }
    }

    /** How the file is opened to append to it. */
    @FunctionalInterface
    interface Opening {

        SeekableByteChannel open(Path file) throws IOException;
    }

    /** Is told what happens to the file. */
    interface Listener {

        /** So many lines were left out. */
        void lost(int lines);

        /** It cannot be written from now on. */
        void failing(Path file, Throwable why);

        /** It can be written again; so many lines were left out meanwhile. */
        void recovered(Path file, long lines);
    }
}
