/** Turns events from Kafka into deliveries in PostgreSQL, once per event and destination. */
@NullMarked
package travel.baboo.messaging.relay.intake;

import org.jspecify.annotations.NullMarked;
