package travel.baboo.messaging.sandbox.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Copies headers from one side to the other: all but hop-by-hop ones, plus {@code X-Forwarded-*} on the way in. */
final class ForwardHeaders {

    private static final List<String> HOP_BY_HOP = List.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private ForwardHeaders() {}

    static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        return request.getHeader("Transfer-Encoding") != null || (length != null && !length.equals("0"));
    }

    static void copyRequest(HttpServerRequest request, MultiMap to, int gatewayPort) {
        copy(request.headers(), to);
        to.remove("Host");
        String before = request.getHeader("X-Forwarded-For");
        String caller = request.remoteAddress().hostAddress();
        String host = request.getHeader("Host");
        to.set("X-Forwarded-For", before == null ? caller : before + ", " + caller);
        to.set("X-Forwarded-Proto", "http");
        to.set("X-Forwarded-Host", host == null ? "127.0.0.1:" + gatewayPort : host);
        to.set("X-Forwarded-Port", Integer.toString(gatewayPort));
    }

    static void copyResponse(MultiMap from, MultiMap to) {
        copy(from, to);
    }

    private static void copy(MultiMap from, MultiMap to) {
        Set<String> dropped = new HashSet<>(HOP_BY_HOP);
        from.getAll("Connection").forEach(value -> Arrays.stream(value.split(",", -1))
                .forEach(name -> dropped.add(name.trim().toLowerCase(Locale.ROOT))));
        from.forEach((name, value) -> {
            if (!dropped.contains(name.toLowerCase(Locale.ROOT))) {
                to.add(name, value);
            }
        });
    }
}
