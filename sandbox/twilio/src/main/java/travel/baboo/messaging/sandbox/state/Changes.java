package travel.baboo.messaging.sandbox.state;

/** Told by every part that changed what it remembers. */
@FunctionalInterface
public interface Changes {

    void happened();
}
