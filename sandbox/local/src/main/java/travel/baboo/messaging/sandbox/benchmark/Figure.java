package travel.baboo.messaging.sandbox.benchmark;

/**
 * One measured number.
 *
 * @param name unique within its benchmark, and the same in every run
 */
public record Figure(String name, double value, String unit) {

    public Figure {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is not a number: " + value);
        }
    }
}
