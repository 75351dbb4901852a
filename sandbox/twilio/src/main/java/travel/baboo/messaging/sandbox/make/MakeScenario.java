package travel.baboo.messaging.sandbox.make;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;

/** A scenario that calls an API with Make.com's HTTP module: JSON, an API key header, no Accept header. */
public final class MakeScenario {

    /**
     * What the scenario sends.
     *
     * @param apiKey becomes {@code X-Api-Key}
     * @param idempotencyKey becomes {@code Idempotency-Key}
     * @param headers further headers
     */
    public record Call(
            String url,
            @Nullable String apiKey,
            @Nullable String idempotencyKey,
            @Nullable Map<String, String> headers,
            JsonNode body) {

        public Call {
            if (url == null || !url.matches("https?://.+") || body == null) {
                throw new IllegalArgumentException("url and body are required");
            }
        }
    }

    /** The answer. */
    public record Result(int status, Map<String, String> headers, String body, long millis) {}

    private static final long TIMEOUT_MILLIS = 40_000;

    private final WebClient client;

    public MakeScenario(Vertx vertx) {
        this.client = WebClient.create(vertx);
    }

    /** Fails when there is no answer within 40 s, Make.com's limit. */
    public Future<Result> run(Call call) {
        long start = System.nanoTime();
        var request = client.request(HttpMethod.POST, new RequestOptions().setAbsoluteURI(call.url()))
                .timeout(TIMEOUT_MILLIS)
                .putHeader("Content-Type", "application/json");
        request.headers().set("User-Agent", "Make/production");
        if (call.apiKey() != null) {
            request.putHeader("X-Api-Key", call.apiKey());
        }
        if (call.idempotencyKey() != null) {
            request.putHeader("Idempotency-Key", call.idempotencyKey());
        }
        if (call.headers() != null) {
            call.headers().forEach(request::putHeader);
        }
        return request.sendBuffer(Buffer.buffer(Json.write(call.body()))).map(response -> result(response, start));
    }

    private static Result result(HttpResponse<Buffer> response, long start) {
        Map<String, String> headers = new TreeMap<>();
        response.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        Buffer body = response.body();
        return new Result(
                response.statusCode(),
                headers,
                body == null ? "" : body.toString(),
                (System.nanoTime() - start) / 1_000_000);
    }
}
