/** What an admin sets for one conversation: whether its members are notified, whether its clock runs, and its tag. */
@NullMarked
package travel.baboo.messaging.conversation.attention.setting;

import org.jspecify.annotations.NullMarked;
