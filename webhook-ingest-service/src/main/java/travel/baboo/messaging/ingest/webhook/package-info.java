/** Twilio's requests in: read, verified, journaled, answered. */
@NullMarked
package travel.baboo.messaging.ingest.webhook;

import org.jspecify.annotations.NullMarked;
