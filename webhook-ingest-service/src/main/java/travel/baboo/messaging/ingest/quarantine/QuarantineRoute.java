package travel.baboo.messaging.ingest.quarantine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.Problem;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.ingest.journal.JournalConfig;
import travel.baboo.messaging.ingest.journal.QuarantineFolder;

/**
 * The quarantine's calls, on the management port: each instance has its own quarantine, and the gateway could reach any
 * instance.
 */
@Singleton
class QuarantineRoute {

    private static final Logger LOG = Logger.getLogger(QuarantineRoute.class);
    /** The root of everything on the management port. */
    private static final String ROOT = "/q";

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final long LARGEST_BODY = 64 * 1024;

    /** Handles a request; may block. */
    private interface Call {
        Object answer(RoutingContext routing) throws IOException;
    }

    private final QuarantineService quarantine;
    private final ObjectMapper json;
    private final byte @Nullable [] key;

    QuarantineRoute(QuarantineConfig config, JournalConfig journal, Clock clock, ObjectMapper json) {
        this.quarantine = new QuarantineService(new QuarantineFolder(journal.directory(), clock), json);
        this.json = json;
        this.key = config.adminKeySha256()
                .map(String::strip)
                .filter(hash -> !hash.isEmpty())
                .map(QuarantineRoute::parse)
                .orElse(null);
    }

    private static byte[] parse(String hash) {
        String lower = hash.toLowerCase(Locale.ROOT);
        if (!SHA256.matcher(lower).matches()) {
            throw new IllegalArgumentException(
                    "INGEST_ADMIN_KEY_SHA256 (baboo.ingest.quarantine.admin-key-sha256): 64 hex digits are needed");
        }
        return HexFormat.of().parseHex(lower);
    }

    void register(@Observes ManagementInterface management) {
        if (key == null) {
            return;
        }
        Router router = management.router();
        router.route(ROOT + "/quarantine*").handler(this::authenticate);
        router.get(ROOT + "/quarantine").handler(call(routing -> Map.of("items", quarantine.list())));
        router.get(ROOT + "/quarantine/:name").handler(call(this::find));
        router.post(ROOT + "/quarantine/reinject").handler(body()).handler(call(this::reinject));
        router.post(ROOT + "/quarantine/drop").handler(body()).handler(call(this::drop));
    }

    private static BodyHandler body() {
        return BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
    }

    private void authenticate(RoutingContext routing) {
        String given = routing.request().getHeader("X-Api-Key");
        if (given != null && MessageDigest.isEqual(sha256(given), key)) {
            routing.next();
        } else {
            answer(routing, ProblemType.UNAUTHENTICATED, "X-Api-Key is missing or wrong.");
        }
    }

    private Handler<RoutingContext> call(Call call) {
        return routing -> routing.vertx()
                .executeBlocking(() -> call.answer(routing))
                .onSuccess(value -> answer(routing, value))
                .onFailure(failure -> fail(routing, failure));
    }

    private Object find(RoutingContext routing) throws IOException {
        Optional<QuarantineDetails> details = quarantine.find(routing.pathParam("name"));
        return details.isPresent() ? details.get() : Optional.empty();
    }

    private Object reinject(RoutingContext routing) throws IOException {
        QuarantineRequest request = request(routing);
        if (request.all() == request.namesSome()) {
            throw new IllegalArgumentException("Either names or all is needed.");
        }
        return audited(routing, quarantine.reinject(request.all() ? null : request.names(), request.dryRun()));
    }

    private Object drop(RoutingContext routing) throws IOException {
        QuarantineRequest request = request(routing);
        if (!request.namesSome() || request.reason() == null || request.reason().isBlank()) {
            throw new IllegalArgumentException("names and reason are needed.");
        }
        List<String> names = request.names() == null ? List.of() : request.names();
        return audited(routing, quarantine.drop(names, request.reason(), request.dryRun()));
    }

    private static QuarantineReport audited(RoutingContext routing, QuarantineReport report) {
        if (!report.dryRun()) {
            LOG.infof("action=%s items=%s The quarantine was changed", routing.normalizedPath(), report.done());
        }
        return report;
    }

    private QuarantineRequest request(RoutingContext routing) {
        try {
            QuarantineRequest request = json.readValue(routing.body().buffer().getBytes(), QuarantineRequest.class);
            if (request != null) {
                return request;
            }
        } catch (IOException | RuntimeException noRequest) {
            LOG.debug("A body cannot be read", noRequest);
        }
        throw new IllegalArgumentException("A JSON object with names, all, reason or dryRun is needed.");
    }

    private void fail(RoutingContext routing, Throwable failure) {
        if (failure instanceof IllegalArgumentException wrong) {
            answer(routing, ProblemType.INVALID_REQUEST, String.valueOf(wrong.getMessage()));
        } else {
            LOG.error("The quarantine is not available", failure);
            answer(routing, ProblemType.INTERNAL, "The quarantine is not available.");
        }
    }

    private void answer(RoutingContext routing, Object value) {
        if (value instanceof Optional<?>) {
            answer(routing, ProblemType.NOT_FOUND, "There is nothing of this name.");
            return;
        }
        write(routing, 200, "application/json", value);
    }

    private void answer(RoutingContext routing, ProblemType type, String detail) {
        write(routing, type.status(), Problem.MEDIA_TYPE, Problem.of(type, detail, Map.of()));
    }

    private void write(RoutingContext routing, int status, String mediaType, Object value) {
        try {
            routing.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", mediaType)
                    .end(json.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always JSON", e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
