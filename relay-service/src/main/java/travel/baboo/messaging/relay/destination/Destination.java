package travel.baboo.messaging.relay.destination;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.flow.Traffic;

/** Somewhere that messages go. */
public interface Destination {

    /** The name in settings, metrics and the database. */
    String name();

    /** Whether it gets the event at all; decided when the event comes, from the event alone. */
    boolean wants(TwilioEvent event);

    /** Whether it gets the event in this conversation. Null: nobody told in time who talks there. */
    Wish wantsIn(TwilioEvent event, @Nullable DirectoryEntry entry);

    /** What to do with an event. */
    enum Wish {
        YES,
        NO,
        /** It cannot be said without knowing the conversation. */
        UNKNOWABLE
    }

    /** The texts of the deliveries that an event becomes; empty for one delivery whose payload is made at its turn. */
    default List<String> parts(TwilioEvent event) {
        return List.of();
    }

    /** What is sent, the same at every attempt; asked for once. */
    String payload(Outgoing outgoing);

    /** One attempt. Never fails: every way it can end is an outcome. */
    Uni<Outcome> send(Outgoing outgoing, String payload);

    /** How long a delivery waits for its conversation's directory record. */
    Duration directoryPatience();

    /** After this time since it happened, a message is of no use. */
    Duration usefulFor();

    /** The pauses between attempts. */
    List<Duration> retrySchedule();

    Traffic traffic();

    /** For how many requests a payload counts. */
    default int weight(String payload) {
        return 1;
    }

    /**
     * Whether the receiver recognises a repeat. When not, an attempt is written down before it is made, and one that was cut short is
     * not repeated.
     */
    default boolean recognisesRepeats() {
        return true;
    }

    /** What becomes of a delivery whose fate is unknown. */
    default UnknownFate unknownFate() {
        return UnknownFate.HOLD;
    }

    /** After this time {@link #unknownFate()} is applied. */
    default Duration unknownPatience() {
        return Duration.ZERO;
    }

    /** What becomes of a delivery of which nobody knows whether the receiver has it. */
    enum UnknownFate {
        /** It holds its lane until the provider or a person tells. */
        HOLD,
        /** It is sent again, perhaps for the second time. */
        REPEAT,
        /** It is given up, and the lane goes on. */
        GIVE_UP
    }
}
