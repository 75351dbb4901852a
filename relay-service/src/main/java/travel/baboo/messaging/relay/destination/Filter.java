package travel.baboo.messaging.relay.destination;

import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Which events a destination gets. */
public interface Filter {

    /** Whether it gets the event at all; decided on receipt from the event alone. */
    boolean accepts(TwilioEvent event);

    /** Whether it gets the event in this conversation. Null if the directory had no entry in time. */
    Answer acceptsIn(TwilioEvent event, @Nullable DirectoryEntry entry);

    /** What to do with an event. */
    enum Answer {
        YES,
        NO,
        /** Undecidable without a directory entry. */
        UNDECIDABLE;

        public static Answer of(boolean accepted) {
            return accepted ? YES : NO;
        }
    }
}
