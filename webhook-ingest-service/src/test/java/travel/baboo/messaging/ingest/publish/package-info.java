/** The publisher's promises, without Kafka and with one that freezes or refuses. */
@NullMarked
package travel.baboo.messaging.ingest.publish;

import org.jspecify.annotations.NullMarked;
