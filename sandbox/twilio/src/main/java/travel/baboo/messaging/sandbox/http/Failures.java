package travel.baboo.messaging.sandbox.http;

import java.net.BindException;

/** Explains why the sandbox could not start. */
public final class Failures {

    private Failures() {}

    /** Names the port if it is in use; returns any other failure unchanged. */
    public static Throwable ofListening(String host, int port, Throwable failure) {
        return failure instanceof BindException
                ? new IllegalStateException("Port " + port + " on " + host + " is taken", failure)
                : failure;
    }
}
