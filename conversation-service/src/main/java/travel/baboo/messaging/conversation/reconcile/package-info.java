/** Finds what Twilio's webhooks did not tell, by asking Twilio. What it finds goes onto the topic like any other event, so that every consumer gets it. */
@NullMarked
package travel.baboo.messaging.conversation.reconcile;

import org.jspecify.annotations.NullMarked;
