package travel.baboo.messaging.sandbox.http;

import java.net.BindException;

/** Makes failures to start say what a person needs to know. */
public final class Failures {

    private Failures() {}

    /** Names the port when it is the port that is taken; any other failure stays as it is. */
    public static Throwable ofListening(String host, int port, Throwable failure) {
        return failure instanceof BindException
                ? new IllegalStateException("Port " + port + " on " + host + " is taken", failure)
                : failure;
    }
}
