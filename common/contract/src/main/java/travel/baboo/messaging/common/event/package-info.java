/** Events at Twilio as CloudEvents. The id is derived from the content, so an event has the same id however often and by whatever way it arrives. */
@NullMarked
package travel.baboo.messaging.common.event;

import org.jspecify.annotations.NullMarked;
