package travel.baboo.messaging.sandbox.benchmark;

/**
 * A run of a benchmark as it is kept.
 *
 * @param date of its end, UTC
 * @param commit of the sources, with {@code +} when they had changes
 * @param java version of the JDK
 * @param loadBefore the load average of the minute before the command: what else the machine did
 */
public record Run(
        String date, String commit, int processors, String java, double loadBefore, Measurements measurements) {}
