package travel.baboo.messaging.sandbox.state;

/** Called by every part whose state changed. */
@FunctionalInterface
public interface Changes {

    void happened();
}
