package travel.baboo.messaging.common.event;

import org.jspecify.annotations.Nullable;

/** A record that is no event: no retry makes it one, so it is dead-lettered. The message is the reason, without any content. */
public final class UnreadableEventException extends Exception {

    private static final long serialVersionUID = 1L;

    public UnreadableEventException(String reason, @Nullable Throwable cause) {
        super(reason, cause);
    }
}
