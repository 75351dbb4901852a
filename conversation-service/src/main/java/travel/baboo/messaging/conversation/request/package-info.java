/** What every request must be, whichever call it is for. */
@NullMarked
package travel.baboo.messaging.conversation.request;

import org.jspecify.annotations.NullMarked;
