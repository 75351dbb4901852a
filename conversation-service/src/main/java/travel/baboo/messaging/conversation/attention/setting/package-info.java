/** Settings of one conversation, for admins: whether its members get notices, whether its clock runs, and its tag. */
@NullMarked
package travel.baboo.messaging.conversation.attention.setting;

import org.jspecify.annotations.NullMarked;
