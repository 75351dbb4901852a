/** Events of conversation-service about unread notices and response clocks, as other services receive them. */
@NullMarked
package travel.baboo.messaging.common.attention;

import org.jspecify.annotations.NullMarked;
