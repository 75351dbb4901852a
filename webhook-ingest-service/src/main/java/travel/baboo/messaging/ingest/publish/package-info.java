/** Drains the journal to Kafka, in order, for as long as it takes. */
@NullMarked
package travel.baboo.messaging.ingest.publish;

import org.jspecify.annotations.NullMarked;
