package travel.baboo.messaging.sandbox.http;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports for servers that must know theirs before they listen.
 *
 * <p>They lie below the ports that an operating system gives to outgoing connections (from 32768 on Linux, from 49152 on macOS and
 * Windows): one of those may be taken by any connection that is opened before the server listens. This process is never given a
 * port twice; another process may still take one in between, with a chance of one in thousands.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int AFTER_LAST = 32_768;
    private static final int TRIES = 1_000;

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private FreePorts() {}

    /**
     * A port that nothing listens on at this moment, on any address of this machine.
     *
     * @throws IllegalStateException when none was found
     */
    public static int find() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, AFTER_LAST);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + (AFTER_LAST - 1));
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1)) {
            return socket.isBound();
        } catch (IOException inUse) {
            return false;
        }
    }

    /** The port, or a free one for 0. */
    public static int orFree(int port) {
        return port == 0 ? find() : port;
    }
}
