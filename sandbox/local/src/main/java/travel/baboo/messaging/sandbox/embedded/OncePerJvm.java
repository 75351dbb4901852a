package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/**
 * Starts a server for all tests of one JVM, once. Quarkus loads the classes of tests several times, so a static field would not be
 * shared: the server's connection data is kept in a system property, as the text of a properties file, because other libraries
 * read all system properties and fail on anything but text.
 */
final class OncePerJvm {

    private static final Logger LOG = Logger.getLogger(OncePerJvm.class.getName());

    private final String key;

    OncePerJvm(String key) {
        this.key = key;
    }

    /** What the first caller's server said; the later ones get the same without starting another. */
    Map<String, String> describe(Callable<StartedServer> starter) {
        synchronized (ClassLoader.getSystemClassLoader()) {
            String described = System.getProperty(key);
            if (described != null) {
                return parse(described);
            }
            StartedServer started = start(starter);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started.server()), key + "-closer"));
            System.setProperty(key, print(started.configuration()));
            return started.configuration();
        }
    }

    private static String print(Map<String, String> configuration) {
        Properties properties = new Properties();
        properties.putAll(configuration);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Map<String, String> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), properties::getProperty));
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
