/** The durable log between the 200 and Kafka: what was appended is on disk. Knows bytes and sequences, nothing of Twilio. */
@NullMarked
package travel.baboo.messaging.ingest.journal;

import org.jspecify.annotations.NullMarked;
