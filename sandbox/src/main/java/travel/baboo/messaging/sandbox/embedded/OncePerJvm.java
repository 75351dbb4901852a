package travel.baboo.messaging.sandbox.embedded;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Starts a server for all tests of one JVM, once. Quarkus loads the classes of tests several times, so a static field would not be
 * one: what the server told about itself is kept among the system properties, in types that every class loader shares.
 */
final class OncePerJvm {

    private static final Logger LOG = Logger.getLogger(OncePerJvm.class.getName());

    private final String key;

    OncePerJvm(String key) {
        this.key = key;
    }

    /** What the first caller's server said; the later ones get the same without starting another. */
    @SuppressWarnings("unchecked")
    Map<String, String> describe(Callable<StartedServer> starter) {
        synchronized (ClassLoader.getSystemClassLoader()) {
            Object described = System.getProperties().get(key);
            if (described != null) {
                return (Map<String, String>) described;
            }
            StartedServer started = start(starter);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started.server()), key + "-closer"));
            System.getProperties().put(key, started.configuration());
            return started.configuration();
        }
    }

    private StartedServer start(Callable<StartedServer> starter) {
        try {
            return starter.call();
        } catch (Exception e) {
            throw new IllegalStateException("The tests' server does not start: " + key, e);
        }
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            LOG.log(Level.SEVERE, "The tests' server does not stop", e);
        }
    }

    /** A server and the settings by which an application reaches it. */
    record StartedServer(AutoCloseable server, Map<String, String> configuration) {

        StartedServer {
            configuration = Map.copyOf(configuration);
        }
    }
}
