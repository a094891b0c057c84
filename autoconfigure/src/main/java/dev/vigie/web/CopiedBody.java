package dev.vigie.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The beginning of a request's body, as far as the application has read it. */
final class CopiedBody {

    /** Kept beyond what is told, so that a secret is seen that the end cuts through. */
    private static final int BEYOND = 256;

    private final String type;
    private final Charset charset;
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    CopiedBody(String type, Charset charset, int limit) {
        this.type = type;
        this.charset = charset;
        this.limit = limit + BEYOND;
    }

    /** The media type, such as {@code application/json}. */
    String type() {
        return type;
    }

    Charset charset() {
        return charset;
    }

    synchronized void add(byte[] read, int from, int length) {
        bytes.write(read, from, Math.min(length, limit - bytes.size()));
    }

    synchronized void add(int read) {
        if (bytes.size() < limit) {
            bytes.write(read);
        }
    }

    /** What a reader gave; its characters count as bytes of UTF-8 would. */
    void add(char[] read, int from, int length) {
        byte[] encoded = new String(read, from, Math.min(length, limit)).getBytes(charset);
        add(encoded, 0, encoded.length);
    }

    void add(String text) {
        byte[] encoded = text.substring(0, Math.min(text.length(), limit)).getBytes(charset);
        add(encoded, 0, encoded.length);
    }

    synchronized boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** With a mark in place of what is no text in this charset. */
    synchronized String text() {
        return bytes.toString(charset);
    }

    /** That of JSON and forms, when the request does not say another. */
    static Charset charsetOf(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
