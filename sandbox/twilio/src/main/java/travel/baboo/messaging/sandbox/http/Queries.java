package travel.baboo.messaging.sandbox.http;

import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Query parameters of the control API. */
public final class Queries {

    private Queries() {}

    /** Throws a problem if the parameter is present but not an integer. */
    public static long number(RoutingContext context, String name, long otherwise) {
        String text = context.queryParams().get(name);
        try {
            return text == null ? otherwise : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " is not a number: " + text);
        }
    }

    /** Throws a problem if that part of the path is not an integer. */
    public static long pathNumber(RoutingContext context, String name) {
        try {
            return Long.parseLong(context.pathParam(name));
        } catch (NumberFormatException e) {
            throw ProblemException.badRequest(name + " is not a number: " + context.pathParam(name));
        }
    }

    /** The last {@code ?newest=} entries of a list, or all entries without the parameter. */
    public static <T> List<T> newest(RoutingContext context, List<T> all) {
        long count = number(context, "newest", all.size());
        return all.subList((int) Math.max(0, all.size() - Math.max(0, count)), all.size());
    }
}
