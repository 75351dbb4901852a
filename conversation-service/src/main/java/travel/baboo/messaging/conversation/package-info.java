/** Inquiries, conversations, participants and messages over HTTP, and the mirror that answers most reads. */
@NullMarked
package travel.baboo.messaging.conversation;

import org.jspecify.annotations.NullMarked;
