package dev.vigie.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** The container's stream; what it has taken is counted. */
final class CountingStream extends ServletOutputStream {

    private final ServletOutputStream target;
    private final AccessLine line;

    CountingStream(ServletOutputStream target, AccessLine line) {
        this.target = target;
        this.line = line;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is that stream itself
    boolean isOf(ServletOutputStream stream) {
        return target == stream;
    }

    @Override
    public void write(int part) throws IOException {
        target.write(part);
        line.add(1);
    }

    @Override
    public void write(byte[] parts) throws IOException {
        target.write(parts);
        line.add(parts.length);
    }

    @Override
    public void write(byte[] parts, int from, int length) throws IOException {
        target.write(parts, from, length);
        line.add(length);
    }

    /** All the others that print come by here. The API knows Latin-1 only, one byte each. */
    @Override
    public void print(String text) throws IOException {
        target.print(text);
        line.add(String.valueOf(text).length());
    }

    @Override
    public void flush() throws IOException {
        target.flush();
    }

    @Override
    public void close() throws IOException {
        target.close();
    }

    @Override
    public boolean isReady() {
        return target.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        target.setWriteListener(listener);
    }
}
