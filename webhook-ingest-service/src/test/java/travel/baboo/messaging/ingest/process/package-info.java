/** The packaged service as a process, started, killed and stopped from outside. */
@NullMarked
package travel.baboo.messaging.ingest.process;

import org.jspecify.annotations.NullMarked;
