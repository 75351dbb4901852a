package travel.baboo.messaging.sandbox.launcher;

import java.util.concurrent.atomic.AtomicBoolean;

/** Cancels a start. Each part of it that is in progress stops at a point where nothing is lost. */
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
