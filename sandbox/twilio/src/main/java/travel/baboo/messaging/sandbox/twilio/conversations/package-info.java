/** Twilio Conversations v1 with its state and its webhooks. The REST resources and the control API act through the same actions. */
@NullMarked
package travel.baboo.messaging.sandbox.twilio.conversations;

import org.jspecify.annotations.NullMarked;
