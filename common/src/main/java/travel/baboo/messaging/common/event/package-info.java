/** What happened at Twilio, as a CloudEvent. The id comes from the content, so the same happening has the same id however often and by whatever way it came. */
@NullMarked
package travel.baboo.messaging.common.event;

import org.jspecify.annotations.NullMarked;
