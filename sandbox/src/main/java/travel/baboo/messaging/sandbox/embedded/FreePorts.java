package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Finds ports for servers that must know theirs before they listen. Another process may take the port in between, so whoever uses
 * one tries again with a new one when the server cannot bind it.
 */
public final class FreePorts {

    private FreePorts() {}

    /** A port that nothing listens on at this moment. */
    public static int find() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No free port on the loopback interface", e);
        }
    }

    static int orFree(int port) {
        return port == 0 ? find() : port;
    }
}
