package travel.baboo.messaging.ingest.publish;

/** A valid journal record that cannot be turned into an event. */
final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(RuntimeException cause) {
        super(cause);
    }
}
