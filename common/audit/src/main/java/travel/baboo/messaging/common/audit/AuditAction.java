package travel.baboo.messaging.common.audit;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request is to do, without anything personal.
 *
 * @param name the method and the template of the path
 * @param target the values in the path; null if there are none
 */
record AuditAction(String name, @Nullable String target) {

    private static final Pattern EXPRESSION = Pattern.compile("\\{\\s*(\\w+)[^{}]*}");
    private static final Pattern SLASHES = Pattern.compile("/+");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final String HIDDEN = "[…]";

    /**
     * The action of a request.
     *
     * @param template of the path; may contain expressions with patterns and repeated slashes
     * @param parameters the values in the path by name
     */
    static AuditAction of(String method, String template, Map<String, List<String>> parameters) {
        String path = SLASHES.matcher(EXPRESSION.matcher("/" + template).replaceAll("{$1}"))
                .replaceAll("/");
        String shown = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String target = EXPRESSION
                .matcher(shown)
                .results()
                .flatMap(expression -> parameters.getOrDefault(expression.group(1), List.of()).stream())
                .map(value -> ID.matcher(value).matches() ? value : HIDDEN)
                .collect(Collectors.joining(" "));
        return new AuditAction(method + " " + shown, target.isEmpty() ? null : target);
    }
}
