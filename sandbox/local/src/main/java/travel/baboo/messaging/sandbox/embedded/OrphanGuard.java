package travel.baboo.messaging.sandbox.embedded;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Ends the processes this JVM has started when the JVM dies without doing so itself, even by {@code kill -9}. A small shell reads
 * the process ids from a pipe; when the pipe closes, the JVM has ended: the shell then signals every process that is still on its list, and
 * kills those that are still alive after ten seconds.
 */
public final class OrphanGuard {

    private static final Logger LOG = Logger.getLogger(OrphanGuard.class.getName());

    private static final String SCRIPT =
            """
            trap '' INT HUP TERM
            watched=''
            while read -r action pid; do
              others=''
              for each in $watched; do [ "$each" = "$pid" ] || others="$others $each"; done
              watched=$others
              [ "$action" = watch ] && watched="$watched $pid"
            done
            [ -n "$watched" ] || exit 0
            kill -TERM $watched
            for second in 1 2 3 4 5 6 7 8 9 10; do
              sleep 1
              alive=''
              for each in $watched; do kill -0 "$each" && alive="$alive $each"; done
              [ -n "$alive" ] || exit 0
              watched=$alive
            done
            kill -KILL $watched
            """;

    private static final OrphanGuard SHARED = new OrphanGuard();

    private @Nullable Process shell;
    private @Nullable BufferedWriter orders;

    private OrphanGuard() {}

    /** The one guard of this JVM. */
    public static OrphanGuard shared() {
        return SHARED;
    }

    /**
     * Wraps the command so that Ctrl-C in the terminal does not reach it: the launcher stops processes in the right order. This works
     * for JVMs and every other program that keeps ignored signals ignored.
     */
    public static List<String> shieldedFromTerminal(List<String> command) {
        List<String> shielded = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        shielded.addAll(command);
        return List.copyOf(shielded);
    }

    /** From now on the process dies with this JVM, until it ends by itself or {@link #release} is called. */
    public void watch(ProcessHandle process) {
        order("watch", process.pid());
        process.onExit().thenAccept(this::release).exceptionally(failure -> {
            LOG.log(Level.WARNING, "Cannot take a process off the guard's list", failure);
            return null;
        });
    }

    /** Takes the process off the list. */
    public void release(ProcessHandle process) {
        order("release", process.pid());
    }

    /** Ends the guard itself; a later {@link #watch} starts a new one. */
    public synchronized void stop() throws IOException, InterruptedException {
        if (shell == null || orders == null) {
            return;
        }
        orders.close();
        shell.waitFor(20, TimeUnit.SECONDS);
        shell = null;
        orders = null;
    }

    private synchronized void order(String action, long pid) {
        if (shell == null && action.equals("release")) {
            return;
        }
        try {
            BufferedWriter writer = orders();
            writer.write(action + " " + pid + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The orphan guard is gone", e);
        }
    }

    private BufferedWriter orders() throws IOException {
        if (orders == null) {
            shell = new ProcessBuilder("sh", "-c", SCRIPT)
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            orders = shell.outputWriter(StandardCharsets.US_ASCII);
        }
        return orders;
    }
}
