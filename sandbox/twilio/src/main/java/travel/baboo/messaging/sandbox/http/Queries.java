package travel.baboo.messaging.sandbox.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Query parameters of control calls. */
public final class Queries {

    private Queries() {}

    /** Throws a problem when the parameter is there but no whole number. */
    public static long number(RoutingContext context, String name, long otherwise) {
        String text = context.queryParams().get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " is not a number: " + text);
        }
    }

    /** The last entries of a list, as many as {@code ?newest=} says; all without it. */
    public static <T> List<T> newest(RoutingContext context, List<T> all) {
        long count = number(context, "newest", all.size());
        return all.subList((int) Math.max(0, all.size() - Math.max(0, count)), all.size());
    }
}
