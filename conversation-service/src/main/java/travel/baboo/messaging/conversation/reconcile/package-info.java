/** Finds events that webhooks did not deliver, by asking Twilio. Findings are published like any other event, so that every consumer gets them. */
@NullMarked
package travel.baboo.messaging.conversation.reconcile;

import org.jspecify.annotations.NullMarked;
