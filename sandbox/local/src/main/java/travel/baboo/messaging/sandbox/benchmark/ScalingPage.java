package travel.baboo.messaging.sandbox.benchmark;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of {@code docs/scaling.md}, each between two comments. The first holds the costs; the others follow from it, so that the page
 * says from which figures it was calculated. The rest is written by hand.
 */
public final class ScalingPage {

    private static final List<Integer> RATES = List.of(10, 1_000, 100_000);
    private static final Pattern COST = Pattern.compile("\\| ([^|]+) \\| ([0-9.]+) [^|]+ \\| [^|]+ \\|");
    private static final String NOT_MEASURED = "not measured";

    private ScalingPage() {}

    /** Costs as the latest runs have them; those that no run has are missing. */
    static Map<Cost, Double> costs(Results results) {
        Map<Cost, Double> costs = new EnumMap<>(Cost.class);
        for (Cost cost : Cost.values()) {
            results.find(cost.benchmark(), cost.figure()).ifPresent(figure -> costs.put(cost, figure.value()));
        }
        return costs;
    }

    /** Costs as the page has them. */
    static Map<Cost, Double> costs(String page) {
        Map<Cost, Double> costs = new EnumMap<>(Cost.class);
        Matcher row = COST.matcher(page);
        while (row.find()) {
            for (Cost cost : Cost.values()) {
                if (cost.text().equals(row.group(1))) {
                    costs.put(cost, Double.valueOf(row.group(2)));
                }
            }
        }
        return costs;
    }

    /** The page with tables that follow from these costs. */
    static String write(String page, Map<Cost, Double> costs) {
        String text = replace(page, "costs", costTable(costs));
        if (costs.size() < Cost.values().length) {
            text = replace(text, "needs", "Some costs are not measured.\n");
            return replace(text, "limits", "Some costs are not measured.\n");
        }
        ScalingModel model = new ScalingModel(costs);
        return replace(replace(text, "needs", needs(model)), "limits", limits(model));
    }

    /** The page with tables that follow from its own costs. */
    public static String calculate(String page) {
        return write(page, costs(page));
    }

    /** Costs of the page that differ from those of the latest runs by more than this factor, or that come from no run. */
    public static List<String> outdated(String page, Results results, double factor) {
        Map<Cost, Double> latest = costs(results);
        List<String> outdated = new ArrayList<>();
        costs(page).forEach((cost, value) -> {
            double measured = latest.getOrDefault(cost, Double.NaN);
            // Not a number is outside of any range.
            if (!(value <= measured * factor && value >= measured / factor)) {
                outdated.add("%s: %s on the page, %s measured".formatted(cost.text(), value, measured));
            }
        });
        latest.keySet().stream()
                .filter(cost -> !costs(page).containsKey(cost))
                .forEach(cost -> outdated.add(cost.text() + ": measured, and not on the page"));
        return outdated;
    }

    private static String costTable(Map<Cost, Double> costs) {
        StringBuilder table = new StringBuilder("| Cost | | `./benchmark` |\n|---|---|---|\n");
        for (Cost cost : Cost.values()) {
            Double value = costs.get(cost);
            table.append("| %s | %s | `%s`: %s |\n"
                    .formatted(
                            cost.text(),
                            value == null ? NOT_MEASURED : Numbers.plain(value) + " " + cost.unit(),
                            cost.benchmark(),
                            cost.figure()));
        }
        return table.toString();
    }

    private static String needs(ScalingModel model) {
        StringBuilder table = new StringBuilder("| Messages a second |");
        RATES.forEach(rate -> table.append(String.format(Locale.ROOT, " %,d |", rate)));
        table.append("\n|---|---|---|---|\n");
        model.needs().forEach(need -> {
            table.append("| ").append(need.text()).append(" |");
            RATES.forEach(
                    rate -> table.append(' ').append(need.atRate().apply(rate)).append(" |"));
            table.append('\n');
        });
        return table.toString();
    }

    private static String limits(ScalingModel model) {
        StringBuilder table = new StringBuilder("| Part | Full at, messages a second | Then |\n|---|---|---|\n");
        model.limits()
                .forEach(limit -> table.append(
                        String.format(Locale.ROOT, "| %s | %,.0f | %s |%n", limit.part(), limit.rate(), limit.then())));
        return table.toString();
    }

    private static String replace(String page, String name, String table) {
        String begin = "<!-- %s -->\n".formatted(name);
        String end = "<!-- end of %s -->".formatted(name);
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("The page has no place for the table of " + name);
        }
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }
}
