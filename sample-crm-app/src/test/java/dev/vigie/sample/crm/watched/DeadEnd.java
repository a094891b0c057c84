package dev.vigie.sample.crm.watched;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A port behind which nobody answers, until it is told to be the way to a real server. */
final class DeadEnd implements AutoCloseable {

    private final int port;
    private final ConcurrentLinkedQueue<Socket> open = new ConcurrentLinkedQueue<>();
    private final List<Socket> filling = new ArrayList<>();
    /** Bound and not listening: nobody else gets this port, and who connects is refused. */
    private final Socket held = new Socket();

    private ServerSocket listener = new ServerSocket();

    private DeadEnd() throws IOException {
        held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        port = held.getLocalPort();
    }

    /** One that refuses connections. */
    static DeadEnd refusing() throws IOException {
        return new DeadEnd();
    }

    /** One that never accepts: the system takes connections for it. */
    static DeadEnd silent() throws IOException {
        DeadEnd deadEnd = new DeadEnd();
        deadEnd.listen(50);
        return deadEnd;
    }

    /** One where connect itself hangs, because the queue of the listener is full. */
    static DeadEnd full() throws IOException {
        DeadEnd deadEnd = new DeadEnd();
        deadEnd.listen(1);
        deadEnd.fill();
        return deadEnd;
    }

    int port() {
        return port;
    }

    /** From now on who connects, or waits in the queue, gets to the server of this port. */
    void leadTo(int server) throws IOException {
        if (!listener.isBound()) {
            listen(50);
        }
        closeAll(filling);
        inBackground(() -> {
            while (true) {
                Socket client = listener.accept();
                Socket way = new Socket(InetAddress.getLoopbackAddress(), server);
                open.add(client);
                open.add(way);
                inBackground(() -> copy(client, way));
                inBackground(() -> copy(way, client));
            }
        });
    }

    private void listen(int backlog) throws IOException {
        held.close();
        listener = new ServerSocket(port, backlog, InetAddress.getLoopbackAddress());
    }

    private void fill() throws IOException {
        // Twice in a row, because once may be a machine that was busy.
        int waited = 0;
        while (waited < 2) {
            if (filling.size() == 50) {
                throw new IllegalStateException("This system takes more connections than its queue is long");
            }
            Socket socket = new Socket();
            filling.add(socket);
            try {
                socket.connect(listener.getLocalSocketAddress(), 1000);
                waited = 0;
            } catch (SocketTimeoutException waits) {
                waited++;
            }
        }
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        }
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        // By one of both ends, or by the test.
                    }
                },
                "dead-end");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeAll(Iterable<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        held.close();
        listener.close();
        closeAll(filling);
        closeAll(open);
    }

    private interface Work {

        void run() throws IOException;
    }
}
