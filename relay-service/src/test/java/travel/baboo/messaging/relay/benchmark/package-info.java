/** Measures the packaged service; named so that no build runs it: {@code ./benchmark relay}. */
@NullMarked
package travel.baboo.messaging.relay.benchmark;

import org.jspecify.annotations.NullMarked;
