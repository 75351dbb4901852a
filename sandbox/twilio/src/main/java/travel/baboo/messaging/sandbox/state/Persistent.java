package travel.baboo.messaging.sandbox.state;

import com.fasterxml.jackson.databind.JsonNode;

/** A part of the sandbox whose memory survives a restart. Called on the sandbox's event loop only. */
public interface Persistent {

    /** The name under which the part is kept in the state file. */
    String name();

    /** An immutable picture of the memory, which may be written from another thread. */
    Object snapshot();

    /** Takes back what {@link #snapshot()} gave, read from the file. */
    void restore(JsonNode saved);

    /** Forgets everything and goes back to how a new sandbox starts. */
    void reset();
}
