/** Measurements, run by the commands in docs/benchmarks.md and by no build. */
@NullMarked
package travel.baboo.messaging.token.benchmark;

import org.jspecify.annotations.NullMarked;
