/** Coverage-guided fuzzing of what reads bytes from strangers, against a second, simple implementation. */
@NullMarked
package travel.baboo.messaging.ingest.fuzz;

import org.jspecify.annotations.NullMarked;
