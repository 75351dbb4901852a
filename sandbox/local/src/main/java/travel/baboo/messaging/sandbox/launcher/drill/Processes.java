package travel.baboo.messaging.sandbox.launcher.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The processes of the stack that the drill breaks. */
public interface Processes {

    Targets targets();

    /** {@code kill -9}: nothing is flushed, closed or committed. Returns when it has ended. */
    void kill(String name) throws IOException, InterruptedException;

    /** Starts them again, all at once, and returns when they are ready. */
    void restart(List<String> names) throws IOException, InterruptedException;

    /** {@code SIGSTOP}. */
    void freeze(String name) throws IOException, InterruptedException;

    /** {@code SIGCONT}; returns when it is ready. */
    void thaw(String name) throws IOException, InterruptedException;

    /** Stops and starts each instance of a service, the next one when the one before is ready; returns when all are. */
    void upgrade(String service) throws IOException, InterruptedException;

    /** From now on the process can write no file; its sockets work. */
    void fillDisk(String name) throws IOException, InterruptedException;

    /** Ends {@link #fillDisk}; returns when the process is ready. */
    void freeDisk(String name) throws IOException, InterruptedException;

    /** Shifts the process's wall clock against this machine's; its monotonic clock goes on. Returns when it is ready. */
    void shiftClock(String name, Duration shift) throws IOException, InterruptedException;
}
