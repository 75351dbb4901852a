/** An inquiry becomes one conversation with all its participants, however often it is sent. */
@NullMarked
package travel.baboo.messaging.conversation.inquiry;

import org.jspecify.annotations.NullMarked;
