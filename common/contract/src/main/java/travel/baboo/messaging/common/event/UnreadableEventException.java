package travel.baboo.messaging.common.event;

import org.jspecify.annotations.Nullable;

/** A record that is not an event. It is dead-lettered, because no retry can help. The message is the reason, without content. */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableEventException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
