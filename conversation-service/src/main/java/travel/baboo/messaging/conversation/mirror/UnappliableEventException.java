package travel.baboo.messaging.conversation.mirror;

import org.jspecify.annotations.Nullable;

/** An event that no repetition makes applicable: it goes to the dead topic, and the rest goes on. */
final class UnappliableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnappliableEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
