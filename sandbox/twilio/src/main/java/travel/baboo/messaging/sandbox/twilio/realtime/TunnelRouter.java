package travel.baboo.messaging.sandbox.twilio.realtime;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Finds the operation of a tunneled request by its path alone; the host is never resolved. */
final class TunnelRouter {

    /** Answers a request; the path's variables come in order. */
    interface Operation {
        Future<TunnelAnswer> run(TunnelRequest request, List<String> variables);
    }

    /** A synchronous operation. */
    interface DirectOperation {
        TunnelAnswer run(TunnelRequest request, List<String> variables);
    }

    private record Route(String method, List<String> template, Operation operation) {

        Optional<List<String>> match(TunnelRequest request) {
            if (!request.method().equals(method) || request.segments().size() != template.size()) {
                return Optional.empty();
            }
            List<String> variables = new ArrayList<>();
            for (int i = 0; i < template.size(); i++) {
                String segment = request.segments().get(i);
                if (template.get(i).equals("*")) {
                    variables.add(segment);
                } else if (!template.get(i).equals(segment)) {
                    return Optional.empty();
                }
            }
            return Optional.of(variables);
        }
    }

    private final List<Route> routes = new ArrayList<>();

    /** @param path with {@code *} for each variable segment */
    void on(String method, String path, Operation operation) {
        List<String> template = Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
        routes.add(new Route(method, template, operation));
    }

    void get(String path, DirectOperation operation) {
        on("GET", path, (request, variables) -> Future.succeededFuture(operation.run(request, variables)));
    }

    void post(String path, Operation operation) {
        on("POST", path, operation);
    }

    void delete(String path, Operation operation) {
        on("DELETE", path, operation);
    }

    /** Empty if the sandbox has no such operation; a refusal is an answer. */
    Optional<Future<TunnelAnswer>> answer(TunnelRequest request) {
        for (Route route : routes) {
            Optional<List<String>> variables = route.match(request);
            if (variables.isPresent()) {
                return Optional.of(run(route, request, variables.get()));
            }
        }
        return Optional.empty();
    }

    private static Future<TunnelAnswer> run(Route route, TunnelRequest request, List<String> variables) {
        Future<TunnelAnswer> answer;
        try {
            answer = route.operation().run(request, variables);
        } catch (TwilioException refusal) {
            return Future.succeededFuture(TunnelAnswer.refused(refusal));
        }
        return answer.recover(failure -> failure instanceof TwilioException refusal
                ? Future.succeededFuture(TunnelAnswer.refused(refusal))
                : Future.failedFuture(failure));
    }
}
