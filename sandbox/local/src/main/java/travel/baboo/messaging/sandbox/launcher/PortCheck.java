package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Finds out before anything is started which ports someone else has. */
final class PortCheck {

    private static final int CONNECT_MILLIS = 500;

    private PortCheck() {}

    /** The ports among the wanted ones that are taken; empty when the stack can have them all. */
    static List<TakenPort> findTaken(SortedMap<Integer, String> purposes) {
        List<TakenPort> taken = new ArrayList<>();
        for (Map.Entry<Integer, String> wanted : purposes.entrySet()) {
            int port = wanted.getKey();
            if (answers(port) || !canBind(port)) {
                taken.add(new TakenPort(port, wanted.getValue(), PortOwner.describe(port)));
            }
        }
        return taken;
    }

    static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A port that is not available.
     *
     * @param purpose what the stack wanted it for
     * @param owner who has it, in words
     */
    record TakenPort(int port, String purpose, String owner) {

        @Override
        public String toString() {
            return "Port " + port + ", for " + purpose + ", is taken by " + owner;
        }
    }
}
