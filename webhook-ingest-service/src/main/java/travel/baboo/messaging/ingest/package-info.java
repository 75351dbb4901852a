/** Receives Twilio's webhooks: verified, durable, answered at once, then published to Kafka. */
@NullMarked
package travel.baboo.messaging.ingest;

import org.jspecify.annotations.NullMarked;
