/**
 * Nobody waits unseen: unread notices for members who are not looking, and a clock for travelers who wait for an answer. Decides from the
 * mirror, in plain Java, and publishes each decision once.
 */
@NullMarked
package travel.baboo.messaging.conversation.attention;

import org.jspecify.annotations.NullMarked;
