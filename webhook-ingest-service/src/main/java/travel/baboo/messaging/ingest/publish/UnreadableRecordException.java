package travel.baboo.messaging.ingest.publish;

/** A sound journal record whose content no event can be made of. */
final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(RuntimeException cause) {
        super(cause);
    }
}
