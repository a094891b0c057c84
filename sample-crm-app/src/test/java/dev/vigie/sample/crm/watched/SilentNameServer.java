package dev.vigie.sample.crm.watched;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A name server that takes every question and answers none, but while it is told to: then all names are this machine.
 */
final class SilentNameServer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final byte[] LOOPBACK = {
        // The name of the question, type A, class IN, for no time, four bytes.
        (byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, 127, 0, 0, 1
    };

    private final DatagramSocket socket;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean answering;

    SilentNameServer(InetAddress address) throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(address, 53));
        Thread thread = new Thread(this::serve, "name-server");
        thread.setDaemon(true);
        thread.start();
    }

    int asked() {
        return asked.get();
    }

    void answer() {
        answering = true;
    }

    void fallSilent() {
        answering = false;
    }

    private void serve() {
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(new byte[512], 512);
                socket.receive(question);
                asked.incrementAndGet();
                if (answering) {
                    byte[] answer = answer(Arrays.copyOf(question.getData(), question.getLength()));
                    socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(closed);
            }
        }
    }

    /** An address to a question for one, nothing to any other (RFC 1035, section 4). */
    private static byte[] answer(byte[] question) {
        int end = HEADER;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        // The zero of the root, type and class.
        end += 5;
        boolean address = question[end - 3] == 1;
        ByteBuffer answer = ByteBuffer.allocate(end + (address ? LOOPBACK.length : 0));
        answer.put(question, 0, end);
        // An answer; one question, an answer or none, nothing more.
        answer.putShort(2, (short) 0x8180).putShort(4, (short) 1).putShort(6, (short) (address ? 1 : 0));
        answer.putInt(8, 0);
        if (address) {
            answer.put(LOOPBACK);
        }
        return answer.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
