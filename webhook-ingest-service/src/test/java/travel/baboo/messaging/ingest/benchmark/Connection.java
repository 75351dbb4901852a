package travel.baboo.messaging.ingest.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/** One HTTP/1.1 connection with at most one request on its way; does as little as a client can. */
final class Connection implements AutoCloseable {

    private static final String LENGTH = "content-length:";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    private ByteBuffer request = ByteBuffer.allocate(0);
    private long sentAt;
    private long idleSince = System.nanoTime();

    Connection(int port, Selector selector) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    /** @param since what the answer's latency counts from, as of {@link System#nanoTime} */
    void send(byte[] bytes, long since) throws IOException {
        request = ByteBuffer.wrap(bytes);
        sentAt = since;
        write();
    }

    long sentAt() {
        return sentAt;
    }

    /** When its last answer was there, or it was opened. */
    long idleSince() {
        return idleSince;
    }

    void write() throws IOException {
        channel.write(request);
        key.interestOps(request.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    /** The answer's status, or 0 while it is not there whole. */
    int read() throws IOException {
        if (channel.read(answer) < 0) {
            throw new EOFException("the server hung up");
        }
        String head = new String(answer.array(), 0, answer.position(), US_ASCII);
        int end = head.indexOf("\r\n\r\n");
        if (end < 0 || answer.position() < end + 4 + bodyLength(head.substring(0, end + 2))) {
            return 0;
        }
        answer.clear();
        idleSince = System.nanoTime();
        return Integer.parseInt(head, 9, 12, 10);
    }

    private static int bodyLength(String head) {
        int start = head.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        return start < 0
                ? 0
                : Integer.parseInt(head.substring(start + LENGTH.length(), head.indexOf('\r', start))
                        .trim());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
