/** An inquiry becomes one conversation with everybody in it, however often it is asked for. */
@NullMarked
package travel.baboo.messaging.conversation.inquiry;

import org.jspecify.annotations.NullMarked;
