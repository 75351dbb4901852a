/** The packaged service in processes of its own, with everything around it: for tests that kill it and for benchmarks. */
@NullMarked
package travel.baboo.messaging.relay.process;

import org.jspecify.annotations.NullMarked;
