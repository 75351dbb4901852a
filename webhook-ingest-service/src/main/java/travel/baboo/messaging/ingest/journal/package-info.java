/** The durable log between the 200 and Kafka: appended records are on disk. Handles bytes and sequences, and knows nothing of Twilio. */
@NullMarked
package travel.baboo.messaging.ingest.journal;

import org.jspecify.annotations.NullMarked;
