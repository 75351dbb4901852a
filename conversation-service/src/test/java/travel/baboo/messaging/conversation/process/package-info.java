/** The packaged service in processes of its own, and what it needs around it. */
@NullMarked
package travel.baboo.messaging.conversation.process;

import org.jspecify.annotations.NullMarked;
