/** Operators' access to quarantined records: as a command of the image, and as calls on the management port. */
@NullMarked
package travel.baboo.messaging.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
