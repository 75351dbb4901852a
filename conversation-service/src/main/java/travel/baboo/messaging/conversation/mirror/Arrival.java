package travel.baboo.messaging.conversation.mirror;

import java.time.Instant;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * An event that arrived through Kafka.
 *
 * @param publishedAt the record's time: when its producer sent it
 */
record Arrival(TwilioEvent event, Instant publishedAt) {}
