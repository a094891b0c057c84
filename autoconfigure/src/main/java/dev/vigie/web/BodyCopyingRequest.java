package dev.vigie.web;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.util.Enumeration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies the body while the application reads it, by stream, by reader or as the parameters of a form. Reads nothing by
 * itself: a body that nobody reads stays unread.
 */
final class BodyCopyingRequest extends HttpServletRequestWrapper {

    private final CopiedBody copied;
    private @Nullable ServletInputStream stream;
    private @Nullable BufferedReader reader;
    private boolean parametersCopied;

    BodyCopyingRequest(HttpServletRequest request, CopiedBody copied) {
        super(request);
        this.copied = copied;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream copying = stream;
        if (copying == null) {
            copying = new CopyingStream(super.getInputStream(), copied);
            stream = copying;
        }
        return copying;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        BufferedReader copying = reader;
        if (copying == null) {
            copying = new BufferedReader(new CopyingReader(super.getReader(), copied));
            reader = copying;
        }
        return copying;
    }

    @Override
    public @Nullable String getParameter(String name) {
        String value = super.getParameter(name);
        copyParameters();
        return value;
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> values = super.getParameterMap();
        copyParameters();
        return values;
    }

    @Override
    public Enumeration<String> getParameterNames() {
        Enumeration<String> names = super.getParameterNames();
        copyParameters();
        return names;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        String[] values = super.getParameterValues(name);
        copyParameters();
        return values;
    }

    /** The container has just read the form itself; its own parser, not ours, must see the bytes. */
    private void copyParameters() {
        if (parametersCopied
                || stream != null
                || reader != null
                || !copied.type().contains("form-urlencoded")) {
            return;
        }
        parametersCopied = true;
        String query = "&" + (getQueryString() == null ? "" : getQueryString());
        super.getParameterMap().forEach((name, values) -> {
            String key = URLEncoder.encode(name, copied.charset());
            // Those of the query come first.
            for (int i = occurrences(query, "&" + key + "="); i < values.length; i++) {
                String value = URLEncoder.encode(values[i], copied.charset());
                copied.add((copied.isEmpty() ? "" : "&") + key + "=" + value);
            }
        });
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            count++;
        }
        return count;
    }

    private static final class CopyingStream extends ServletInputStream {

        private final ServletInputStream source;
        private final CopiedBody copied;

        CopyingStream(ServletInputStream source, CopiedBody copied) {
            this.source = source;
            this.copied = copied;
        }

        @Override
        public int read() throws IOException {
            int read = source.read();
            if (read >= 0) {
                copied.add(read);
            }
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = source.read(into, from, length);
            if (read > 0) {
                copied.add(into, from, read);
            }
            return read;
        }

        @Override
        public int available() throws IOException {
            return source.available();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }

    private static final class CopyingReader extends FilterReader {

        private final CopiedBody copied;

        CopyingReader(Reader source, CopiedBody copied) {
            super(source);
            this.copied = copied;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            if (read >= 0) {
                copied.add(new char[] {(char) read}, 0, 1);
            }
            return read;
        }

        @Override
        public int read(char[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            if (read > 0) {
                copied.add(into, from, read);
            }
            return read;
        }
    }
}
