/** Measures the service from outside, as Twilio would load it. {@code ./benchmark ingest} runs it; no build does. */
@NullMarked
package travel.baboo.messaging.ingest.benchmark;

import org.jspecify.annotations.NullMarked;
