/** Publishes the journal to Kafka, in order. */
@NullMarked
package travel.baboo.messaging.ingest.publish;

import org.jspecify.annotations.NullMarked;
