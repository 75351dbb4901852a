/** Conversations as people see them: lists, details, changes. Read from the mirror, changed at Twilio. */
@NullMarked
package travel.baboo.messaging.conversation.listing;

import org.jspecify.annotations.NullMarked;
