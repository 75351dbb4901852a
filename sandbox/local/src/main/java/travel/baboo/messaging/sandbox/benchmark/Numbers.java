package travel.baboo.messaging.sandbox.benchmark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Measured numbers without digits that mean nothing. */
final class Numbers {

    private static final int DIGITS = 4;

    private Numbers() {}

    static double rounded(double value) {
        return rounded(value, DIGITS);
    }

    static double rounded(double value, int digits) {
        return BigDecimal.valueOf(value).round(new MathContext(digits)).doubleValue();
    }

    /** For tables: at least three digits, thousands apart. */
    static String text(double value) {
        double size = Math.abs(value);
        String pattern = size == 0 || size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, pattern, value);
    }

    /** For tables that programs read back. */
    static String plain(double value) {
        return BigDecimal.valueOf(rounded(value)).stripTrailingZeros().toPlainString();
    }

    /** How many times as much as before. */
    static String ratio(double now, double before) {
        return before == 0 ? "" : String.format(Locale.ROOT, "%.2f", now / before);
    }
}
