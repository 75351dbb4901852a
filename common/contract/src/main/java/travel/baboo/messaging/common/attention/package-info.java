/** What conversation-service decides about people who wait: unread notices and response clocks, as other services receive it. */
@NullMarked
package travel.baboo.messaging.common.attention;

import org.jspecify.annotations.NullMarked;
