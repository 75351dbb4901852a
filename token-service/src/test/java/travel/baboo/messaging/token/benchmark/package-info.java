/** Measurements, run by {@code ./benchmark} and by no build. */
@NullMarked
package travel.baboo.messaging.token.benchmark;

import org.jspecify.annotations.NullMarked;
