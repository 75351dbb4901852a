/**
 * What benchmarks measured: recorded as JSON by each of them, kept run by run, and rendered as the pages {@code docs/benchmarks.md} and
 * {@code docs/scaling.md}. {@code ./benchmark} runs it.
 */
@NullMarked
package travel.baboo.messaging.sandbox.benchmark;

import org.jspecify.annotations.NullMarked;
