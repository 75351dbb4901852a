package travel.baboo.messaging.sandbox.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * A run of a benchmark as it is kept.
 *
 * @param date of its end, UTC
 * @param commit of the sources, with {@code +} when they had changes
 * @param java version of the JDK
 * @param loadBefore the load average of the minute before the command
 * @param others percentage of the processors that other processes took during the run, unless it is unknown: with more than a few, latencies
 *     say little
 */
public record Run(
        String date,
        String commit,
        int processors,
        String java,
        double loadBefore,
        @Nullable Double others,
        Measurements measurements) {}
