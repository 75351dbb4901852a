package travel.baboo.messaging.sandbox.launcher.drill;

import java.io.IOException;
import java.util.List;

/** The stack's processes, as far as the drill breaks them. */
public interface Processes {

    /** Those that may be killed and frozen. */
    List<String> names();

    /** {@code kill -9}: nothing is flushed, closed or committed. Returns when it has ended. */
    void kill(String name) throws IOException, InterruptedException;

    /** Starts it again and returns when it is ready. */
    void restart(String name) throws IOException, InterruptedException;

    /** {@code SIGSTOP}. */
    void freeze(String name) throws IOException, InterruptedException;

    /** {@code SIGCONT}; returns when it is ready. */
    void thaw(String name) throws IOException, InterruptedException;
}
