package travel.baboo.messaging.conversation.mirror;

/** An event that no retry makes applicable: it is dead-lettered, and the rest goes on. The message is the reason, without any content. */
final class UnappliableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnappliableEventException(String reason) {
        super(reason);
    }
}
