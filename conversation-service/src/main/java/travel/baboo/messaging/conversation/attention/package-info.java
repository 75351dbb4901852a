/**
 * Unread notices for members who are not viewing the conversation, and response clocks for travelers who wait for an answer. Decisions are
 * plain Java over the mirror's data. Each decision is published once.
 */
@NullMarked
package travel.baboo.messaging.conversation.attention;

import org.jspecify.annotations.NullMarked;
