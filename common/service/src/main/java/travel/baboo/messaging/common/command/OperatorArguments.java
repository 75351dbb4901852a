package travel.baboo.messaging.common.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The command line of commands that list, show, re-inject and drop items with ids:
 *
 * <pre>
 * list [--after ID]
 * show ID
 * reinject ID... | --all [--dry-run]
 * drop ID... --reason TEXT [--dry-run]
 * </pre>
 *
 * @param action {@code list}, {@code show}, {@code reinject} or {@code drop}
 * @param ids in the given order
 * @param all whether all items are selected
 * @param dryRun whether nothing may change
 * @param reason why the items are dropped
 * @param after where the list starts
 */
public record OperatorArguments(
        String action, List<String> ids, boolean all, boolean dryRun, @Nullable String reason, @Nullable String after) {

    public OperatorArguments {
        ids = List.copyOf(ids);
    }

    /** The arguments; empty if they match none of the forms. */
    public static Optional<OperatorArguments> parse(List<String> words, Pattern id) {
        List<String> ids = new ArrayList<>();
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--all") || word.equals("--dry-run")) {
                options.put(word, "");
            } else if ((word.equals("--reason") || word.equals("--after")) && i + 1 < words.size()) {
                options.put(word, words.get(++i));
            } else if (id.matcher(word).matches()) {
                ids.add(word);
            } else {
                return Optional.empty();
            }
        }
        OperatorArguments arguments = new OperatorArguments(
                words.isEmpty() ? "" : words.get(0),
                ids,
                options.containsKey("--all"),
                options.containsKey("--dry-run"),
                options.get("--reason"),
                options.get("--after"));
        return arguments.isComplete() ? Optional.of(arguments) : Optional.empty();
    }

    private boolean isComplete() {
        return switch (action) {
            case "list" -> ids.isEmpty() && !all && !dryRun && reason == null;
            case "show" -> ids.size() == 1 && !all && !dryRun && reason == null && after == null;
            case "reinject" -> all == ids.isEmpty() && reason == null && after == null;
            case "drop" -> !ids.isEmpty() && !all && reason != null && !reason.isBlank() && after == null;
            default -> false;
        };
    }

    /** The first id; the only one for {@code show}. */
    public String id() {
        return ids.get(0);
    }
}
