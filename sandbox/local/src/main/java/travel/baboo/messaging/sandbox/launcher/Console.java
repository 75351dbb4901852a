package travel.baboo.messaging.sandbox.launcher;

import java.io.PrintStream;

/** The terminal of the person who runs the stack. Lines of parts that start side by side do not mix. */
final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }
}
