/** Events from Kafka become deliveries in PostgreSQL, once per event and destination, and nothing more happens here. */
@NullMarked
package travel.baboo.messaging.relay.intake;

import org.jspecify.annotations.NullMarked;
