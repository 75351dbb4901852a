package travel.baboo.messaging.conversation.contactdetail;

import java.util.List;

/** Recognizes dates among groups of digits: {@code 24.12.2026}, {@code 2026-12-24}, {@code 24/12/26}, {@code 20261224}. */
final class DateGroups {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;

    private DateGroups() {}

    /** The groups without the dates at their beginning and end. */
    static List<DigitGroup> without(List<DigitGroup> groups) {
        List<DigitGroup> rest = groups;
        while (!rest.isEmpty()) {
            if (rest.size() >= 3 && isDate(rest.get(0), rest.get(1), rest.get(2), rest.size() == 3)) {
                rest = rest.subList(3, rest.size());
            } else if (isCompact(rest.get(0))) {
                rest = rest.subList(1, rest.size());
            } else {
                return withoutLast(rest);
            }
        }
        return rest;
    }

    private static List<DigitGroup> withoutLast(List<DigitGroup> groups) {
        int size = groups.size();
        return size > 3 && isDate(groups.get(size - 3), groups.get(size - 2), groups.get(size - 1), false)
                ? groups.subList(0, size - 3)
                : groups;
    }

    /** @param alone whether the groups are the whole number: only then is a year of two digits recognized */
    private static boolean isDate(DigitGroup first, DigitGroup second, DigitGroup third, boolean alone) {
        char separator = first.after();
        if (".-/".indexOf(separator) < 0 || second.after() != separator) {
            return false;
        }
        if (first.length() == 4) {
            return isYear(first) && isDay(second, third);
        }
        boolean year = third.length() == 4 ? isYear(third) : alone && third.length() == 2;
        return year && (isDay(second, first) || isDay(first, second));
    }

    private static boolean isDay(DigitGroup month, DigitGroup day) {
        return month.length() <= 2
                && day.length() <= 2
                && month.value() >= 1
                && month.value() <= 12
                && day.value() >= 1
                && day.value() <= 31;
    }

    private static boolean isYear(DigitGroup year) {
        return year.value() >= FIRST_YEAR && year.value() <= LAST_YEAR;
    }

    /** Year, month and day, also followed by hours and minutes, without separators. */
    private static boolean isCompact(DigitGroup group) {
        if (group.length() != 8 && group.length() != 12 && group.length() != 14) {
            return false;
        }
        String digits = group.digits();
        int year = Integer.parseInt(digits.substring(0, 4));
        int month = Integer.parseInt(digits.substring(4, 6));
        int day = Integer.parseInt(digits.substring(6, 8));
        return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31;
    }
}
