package travel.baboo.messaging.sandbox.launcher;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells the parts of a start that are under way that it is called off, so that each stops at a point where nothing is lost. */
final class Cancellation {

    private final AtomicBoolean requested = new AtomicBoolean();

    void request() {
        requested.set(true);
    }

    void check() {
        if (requested.get()) {
            throw new StackException("The start was called off");
        }
    }
}
