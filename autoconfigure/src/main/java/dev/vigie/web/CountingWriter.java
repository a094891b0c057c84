package dev.vigie.web;

import java.io.PrintWriter;
import java.nio.CharBuffer;

/** The container's writer; what it is given is counted as the bytes it becomes. */
final class CountingWriter extends PrintWriter {

    private final PrintWriter target;
    private final EncodedSize size;
    private final AccessLine line;

    CountingWriter(PrintWriter target, EncodedSize size, AccessLine line) {
        super(target);
        this.target = target;
        this.size = size;
        this.line = line;
    }

    @SuppressWarnings("ReferenceEquality") // whether it is that writer itself
    boolean isOf(PrintWriter writer) {
        return target == writer;
    }

    @Override
    public void write(int c) {
        target.write(c);
        count(String.valueOf((char) c), 0, 1);
    }

    @Override
    public void write(char[] text, int from, int length) {
        target.write(text, from, length);
        count(CharBuffer.wrap(text), from, length);
    }

    @Override
    public void write(char[] text) {
        target.write(text);
        count(CharBuffer.wrap(text), 0, text.length);
    }

    @Override
    public void write(String text, int from, int length) {
        target.write(text, from, length);
        count(text, from, length);
    }

    @Override
    public void write(String text) {
        target.write(text);
        count(text, 0, text.length());
    }

    @Override
    public void println() {
        target.println();
        count(System.lineSeparator(), 0, System.lineSeparator().length());
    }

    @Override
    public void flush() {
        target.flush();
    }

    @Override
    public void close() {
        target.close();
    }

    @Override
    public boolean checkError() {
        return target.checkError();
    }

    private void count(CharSequence text, int from, int length) {
        line.add(size.of(text, from, from + length));
    }
}
