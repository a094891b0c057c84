package dev.vigie.situation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A client that asks for one answer per connection and reads until the server closes it. The server does so when it has
 * done with the request, its last log line included; other clients have the answer before that.
 */
final class RawClient {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final int port;

    RawClient(int port) {
        this.port = port;
    }

    Answer send(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        try (Socket socket = open(method, path, headers, body)) {
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            try {
                socket.getInputStream().transferTo(received);
            } catch (java.net.SocketException reset) {
                // What came before it is the answer.
            }
            return parse(received.toByteArray(), method.equals("HEAD"));
        }
    }

    /** Reads a little of the answer and hangs up without a goodbye. */
    void hangUp(String method, String path, Map<String, String> headers) throws IOException {
        try (Socket socket = open(method, path, headers, new byte[0])) {
            socket.getInputStream().readNBytes(100);
            socket.setSoLinger(true, 0);
        }
    }

    private Socket open(String method, String path, Map<String, String> headers, byte[] body) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nConnection: close\r\nContent-Length: " + body.length + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        OutputStream out = socket.getOutputStream();
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
        return socket;
    }

    private static Answer parse(byte[] received, boolean withoutBody) throws IOException {
        InputStream in = new ByteArrayInputStream(received);
        String statusLine = line(in);
        if (statusLine.isEmpty()) {
            return Answer.NONE;
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        if (withoutBody) {
            return new Answer(status, headers, "", true);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean complete = headers.containsKey("transfer-encoding") ? chunks(in, body) : rest(in, headers, body);
        return new Answer(status, headers, body.toString(StandardCharsets.UTF_8), complete);
    }

    private static boolean chunks(InputStream in, ByteArrayOutputStream body) throws IOException {
        for (String size = line(in); !size.isEmpty(); size = line(in)) {
            int length = Integer.parseInt(size, 16);
            if (length == 0) {
                return true;
            }
            body.write(in.readNBytes(length));
            line(in);
        }
        return false;
    }

    private static boolean rest(InputStream in, Map<String, List<String>> headers, ByteArrayOutputStream body)
            throws IOException {
        in.transferTo(body);
        List<String> length = headers.get("content-length");
        return length == null || body.size() == Integer.parseInt(length.get(0));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
