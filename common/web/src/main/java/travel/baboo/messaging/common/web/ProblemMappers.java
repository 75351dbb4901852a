package travel.baboo.messaging.common.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.Problem;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * The only place that maps exceptions to HTTP responses.
 *
 * <p>Promise: every error is a problem detail, and a 5xx never contains an exception's message.
 */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public RestResponse<Problem> problem(ProblemException exception) {
        ResponseBuilder<Problem> response = response(exception.toProblem());
        exception
                .retryAfter()
                .ifPresent(
                        wait -> response.header(HttpHeaders.RETRY_AFTER, Math.max(1, (wait.toMillis() + 999) / 1000)));
        return response.build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> violation(ConstraintViolationException exception) {
        List<Map<String, String>> errors = exception.getConstraintViolations().stream()
                .map(violation -> Map.of(
                        "field", lastNodes(violation.getPropertyPath().toString()), "message", violation.getMessage()))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        String detail = errors.stream()
                .map(error -> error.get("field") + ": " + error.get("message"))
                .collect(Collectors.joining("; "));
        return response(Problem.of(ProblemType.INVALID_REQUEST, detail, Map.of("errors", errors)))
                .build();
    }

    // Listed beside its supertype, because the framework has its own mapper for it.
    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    public RestResponse<Problem> json(JsonProcessingException exception) {
        return response(Problem.of(ProblemType.INVALID_REQUEST, jsonDetail(exception), Map.of()))
                .build();
    }

    @ServerExceptionMapper(priority = 1)
    public RestResponse<Problem> web(WebApplicationException exception) {
        if (exception.getCause() instanceof JsonProcessingException json) {
            return json(json);
        }
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return ResponseBuilder.<Problem>create(status).build();
        }
        if (status >= 500) {
            LOG.error("The framework failed to handle a request", exception);
        }
        ProblemType type = ProblemType.ofStatus(status);
        ResponseBuilder<Problem> response =
                ResponseBuilder.<Problem>create(status).entity(problemOfStatus(type, status));
        Object allow = exception.getResponse().getHeaders().getFirst(HttpHeaders.ALLOW);
        if (allow != null) {
            response.header(HttpHeaders.ALLOW, allow);
        }
        return response.header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE).build();
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public RestResponse<Problem> unauthenticated() {
        return response(Problem.of(ProblemType.UNAUTHENTICATED, "A valid bearer token is needed.", Map.of()))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> forbidden(ForbiddenException exception) {
        return response(Problem.of(ProblemType.FORBIDDEN, "The caller's roles do not allow this.", Map.of()))
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> anything(Throwable exception) {
        LOG.error("A request failed unexpectedly", exception);
        return response(Problem.of(ProblemType.INTERNAL, null, Map.of())).build();
    }

    private static Problem problemOfStatus(ProblemType type, int status) {
        return new Problem(
                type.type(),
                type.title(),
                status,
                null,
                Problem.of(type, null, Map.of()).traceId(),
                Map.of());
    }

    private static ResponseBuilder<Problem> response(Problem problem) {
        return ResponseBuilder.<Problem>create(problem.status())
                .entity(problem)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    }

    /** Shows {@code create.request.traveler.name} as {@code traveler.name}: method and parameter names are internal. */
    private static String lastNodes(String path) {
        String[] nodes = path.split("\\.", 3);
        return nodes[nodes.length - 1];
    }

    private static String jsonDetail(JsonProcessingException exception) {
        if (exception instanceof JsonMappingException mapping) {
            String path = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null
                            ? "[" + reference.getIndex() + "]"
                            : "." + reference.getFieldName())
                    .collect(Collectors.joining());
            @Nullable String reason = reason(mapping);
            if (!path.isEmpty()) {
                String field = path.startsWith(".") ? path.substring(1) : path;
                return field + ": " + (reason == null ? "not of the expected form" : reason);
            }
            return reason == null ? "The JSON does not have the expected form." : reason;
        }
        return "The body is not valid JSON.";
    }

    /** Messages of our own records are shown; Jackson's name classes and are not. */
    private static @Nullable String reason(JsonMappingException exception) {
        Throwable cause = exception.getCause();
        return cause instanceof IllegalArgumentException ? cause.getMessage() : null;
    }
}
