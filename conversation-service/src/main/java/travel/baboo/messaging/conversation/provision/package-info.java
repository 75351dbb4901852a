/** Brings the Twilio side into the state that the services need, and says what it found and changed. */
@NullMarked
package travel.baboo.messaging.conversation.provision;

import org.jspecify.annotations.NullMarked;
