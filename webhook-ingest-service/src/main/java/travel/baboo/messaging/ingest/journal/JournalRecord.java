package travel.baboo.messaging.ingest.journal;

/**
 * One record as it was appended.
 *
 * @param sequence its place in the journal; grows from record to record, with gaps after failed writes
 */
public record JournalRecord(long sequence, byte[] payload) {}
