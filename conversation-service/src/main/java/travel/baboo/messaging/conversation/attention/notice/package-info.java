/** Unread notices: which members get one, about which messages, and when. Pure functions of facts and time. */
@NullMarked
package travel.baboo.messaging.conversation.attention.notice;

import org.jspecify.annotations.NullMarked;
