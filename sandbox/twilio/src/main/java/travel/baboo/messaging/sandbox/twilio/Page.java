package travel.baboo.messaging.sandbox.twilio;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * One page of a list. A token holds the position and the SIDs on both sides of it, so that a page goes on at the right
 * place even when the list has changed meanwhile. Sizes above the maximum are cut, as the SDKs rely on.
 *
 * @param items what is on the page
 * @param number the number that the caller keeps for itself
 * @param size how many items fit
 * @param previous token of the page before, null on the first
 * @param next token of the page after, null on the last
 */
public record Page<T>(
        List<T> items, int number, int size, int start, @Nullable String previous, @Nullable String next) {

    /**
     * Returns the requested page of a list.
     *
     * @throws TwilioException if the size or the token is invalid
     */
    public static <T> Page<T> of(Form query, List<T> all, Function<T, String> sid, int defaultSize, int maximum) {
        Parameters parameters = new Parameters(query);
        int size = orDefault(parameters.integer("PageSize"), defaultSize);
        int number = orDefault(parameters.integer("Page"), 0);
        if (size < 1 || number < 0) {
            throw TwilioException.invalid(size < 1 ? "PageSize" : "Page");
        }
        size = Math.min(size, maximum);
        int start = Math.min(start(query.find("PageToken"), all, sid), all.size());
        int end = Math.min(start + size, all.size());
        String previous = start == 0 ? null : token(Math.max(0, start - size), "", "");
        String next = end == all.size() ? null : token(end, sid.apply(all.get(end - 1)), sid.apply(all.get(end)));
        return new Page<>(List.copyOf(all.subList(start, end)), number, size, start, previous, next);
    }

    /** The answer of a v1 list. {@code url} is the list's own address without a query. */
    public ObjectNode toJson(String key, String url, Form query, Function<T, ObjectNode> item) {
        ObjectNode answer = Json.object();
        answer.putArray(key).addAll(items.stream().map(item).toList());
        answer.putObject("meta")
                .put("page", number)
                .put("page_size", size)
                .put("first_page_url", address(url, query, 0, null))
                .put("previous_page_url", previous == null ? null : address(url, query, number - 1, previous))
                .put("url", address(url, query, number, query.find("PageToken")))
                .put("next_page_url", next == null ? null : address(url, query, number + 1, next))
                .put("key", key);
        return answer;
    }

    /** The address of another page of the same list. */
    public String address(String url, Form query, int page, @Nullable String token) {
        List<Form.Field> fields = new ArrayList<>(query.fields().stream()
                .filter(field -> !List.of("PageSize", "Page", "PageToken").contains(field.name()))
                .toList());
        fields.add(new Form.Field("PageSize", Integer.toString(size)));
        fields.add(new Form.Field("Page", Integer.toString(Math.max(0, page))));
        if (token != null) {
            fields.add(new Form.Field("PageToken", token));
        }
        return url + "?" + new Form(fields).encode();
    }

    private static int orDefault(@Nullable Integer value, int otherwise) {
        return value == null ? otherwise : value;
    }

    private static String token(int position, String last, String next) {
        String text = position + ":" + last + ":" + next;
        return "PT" + Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> int start(@Nullable String token, List<T> all, Function<T, String> sid) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(token.substring(2)), StandardCharsets.UTF_8);
            String[] parts = text.split(":", 3);
            int position = Integer.parseInt(parts[0]);
            return position < 0 ? 0 : between(all, sid, position, parts[1], parts[2]);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw TwilioException.invalid("PageToken");
        }
    }

    private static <T> int between(List<T> all, Function<T, String> sid, int position, String last, String next) {
        if (last.isEmpty()) {
            return position;
        }
        int atNext = -1;
        for (int i = 0; i < all.size(); i++) {
            String here = sid.apply(all.get(i));
            if (here.equals(last)) {
                return i + 1;
            }
            if (here.equals(next)) {
                atNext = i;
            }
        }
        return atNext >= 0 ? atNext : Math.max(0, position - 1);
    }
}
