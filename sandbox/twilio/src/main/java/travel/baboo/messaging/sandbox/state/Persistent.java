package travel.baboo.messaging.sandbox.state;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of the sandbox whose state survives a restart. Called on the sandbox's event loop only. */
public interface Persistent {

    /** The name under which the part is kept in the state file. */
    String name();

    /** An immutable snapshot of the state, which may be written from another thread. */
    Object snapshot();

    /** Restores what {@link #snapshot()} returned, as read from the file. */
    void restore(JsonNode saved);

    /** Resets the part to the state of a new sandbox. */
    void reset();
}
