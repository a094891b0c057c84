package dev.vigie.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of the body on their way to the container, and changes nothing of the answer. */
final class CountingResponse extends HttpServletResponseWrapper {

    private final AccessLine line;
    private @Nullable CountingStream stream;
    private @Nullable CountingWriter writer;

    private CountingResponse(HttpServletResponse response, AccessLine line) {
        super(response);
        this.line = line;
    }

    /** An async dispatch comes with the answer of the dispatch before, which counts already. */
    static HttpServletResponse around(HttpServletResponse response, AccessLine line) {
        boolean counts = response instanceof HttpServletResponseWrapper wrapper
                && (wrapper instanceof CountingResponse || wrapper.isWrapperFor(CountingResponse.class));
        return counts ? response : new CountingResponse(response, line);
    }

    /** The container is asked each time: after a reset it may say no where it said yes before. */
    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        ServletOutputStream source = super.getOutputStream();
        CountingStream counting = stream;
        if (counting == null || !counting.isOf(source)) {
            counting = new CountingStream(source, line);
            stream = counting;
        }
        return counting;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        PrintWriter source = super.getWriter();
        CountingWriter counting = writer;
        if (counting == null || !counting.isOf(source)) {
            counting = new CountingWriter(source, new EncodedSize(getCharacterEncoding()), line);
            writer = counting;
        }
        return counting;
    }

    @Override
    public void reset() {
        super.reset();
        line.discard();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        line.discard();
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        super.sendError(status, message);
        line.discard();
    }

    @Override
    public void sendError(int status) throws IOException {
        super.sendError(status);
        line.discard();
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        super.sendRedirect(location);
        line.discard();
    }
}
