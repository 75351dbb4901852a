/**
 * Asks conversation-service what Twilio may publish, while Twilio waits for the answer to a pre-event webhook. Without an answer in time the
 * message is published unchanged.
 */
@NullMarked
package travel.baboo.messaging.ingest.check;

import org.jspecify.annotations.NullMarked;
