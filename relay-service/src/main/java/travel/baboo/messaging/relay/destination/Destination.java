package travel.baboo.messaging.relay.destination;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Somewhere that messages go. */
public interface Destination {

    /** The name in settings, metrics and the database. */
    String name();

    /** Whether it gets the event at all; decided when the event comes, from the event alone. */
    boolean wants(TwilioEvent event);

    /** Whether it gets the event in this conversation; decided when its turn has come. Null: nobody told in time. */
    boolean wantsIn(@Nullable DirectoryEntry entry);

    /** What is sent, the same at every attempt. */
    String payload(Outgoing outgoing);

    /** One attempt. Never fails: every way it can end is an outcome. */
    Uni<Outcome> send(Outgoing outgoing, String payload);

    /** After this time since it happened, a message is of no use. */
    Duration usefulFor();

    /** The pauses between attempts. */
    List<Duration> retrySchedule();
}
