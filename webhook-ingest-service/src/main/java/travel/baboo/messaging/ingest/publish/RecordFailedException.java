package travel.baboo.messaging.ingest.publish;

import java.io.IOException;

/** A run ended because of one record. The cause shows whether the record itself is at fault. */
final class RecordFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final long sequence;

    RecordFailedException(long sequence, Throwable cause) {
        super("record " + sequence + " did not go out", cause);
        this.sequence = sequence;
    }

    long sequence() {
        return sequence;
    }
}
