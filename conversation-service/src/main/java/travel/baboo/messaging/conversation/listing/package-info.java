/** Conversations as people see them: lists, details, changes. Reads come from the mirror; changes go to Twilio. */
@NullMarked
package travel.baboo.messaging.conversation.listing;

import org.jspecify.annotations.NullMarked;
