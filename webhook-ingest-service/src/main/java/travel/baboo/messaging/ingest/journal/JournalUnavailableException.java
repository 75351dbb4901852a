package travel.baboo.messaging.ingest.journal;

/** The record was not accepted: the journal is full, cannot write, or is closed. Nothing of it is kept. */
public final class JournalUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JournalUnavailableException(String message) {
        super(message);
    }

    JournalUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
