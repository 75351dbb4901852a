package travel.baboo.messaging.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes JSON and problem details; does nothing if the caller has disconnected. */
public final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private Answers() {}

    public static void json(HttpServerResponse response, int status, Object body) {
        text(response, status, "application/json", Json.write(body));
    }

    public static void text(HttpServerResponse response, int status, String contentType, String body) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, contentType)
                    .end(body);
        }
    }

    public static void problem(HttpServerResponse response, int status, String title, String detail) {
        ObjectNode problem = Json.object()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status)
                .put("detail", detail);
        text(response, status, "application/problem+json", Json.write(problem));
    }

    /** Maps an exception to a problem; anything unexpected is logged and becomes a 500 without details. */
    public static void failure(HttpServerResponse response, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            problem(response, problem.status(), problem.title(), String.valueOf(problem.getMessage()));
        } else {
            LOG.error("The sandbox failed to answer", failure);
            problem(response, 500, "Internal error", "The sandbox failed; its log says why.");
        }
    }
}
