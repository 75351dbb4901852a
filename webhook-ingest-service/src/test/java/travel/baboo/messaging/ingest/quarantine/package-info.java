/** The operators' way to what is in quarantine. */
@NullMarked
package travel.baboo.messaging.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
