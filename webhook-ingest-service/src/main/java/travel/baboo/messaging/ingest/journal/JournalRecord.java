package travel.baboo.messaging.ingest.journal;

/**
 * One record as it was appended.
 *
 * @param sequence its position in the journal; increases, with gaps after failed writes
 */
public record JournalRecord(long sequence, byte[] payload) {}
