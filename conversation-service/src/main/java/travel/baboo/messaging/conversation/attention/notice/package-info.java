/** Unread notices: whom to notify of what, and when. Pure functions of what is known. */
@NullMarked
package travel.baboo.messaging.conversation.attention.notice;

import org.jspecify.annotations.NullMarked;
