package travel.baboo.messaging.common.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.HttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.account.TwilioConfig;

/**
 * The Twilio SDK's HTTP client: one request per call, never retried, with timeouts, to a configurable origin.
 *
 * <p>The SDK's own client retries POSTs on 5xx, so that a message can be sent twice. This one throws a
 * {@link TwilioException} for everything but success and leaves retries to callers who know the call's purpose.
 */
public final class TwilioHttpClient extends HttpClient {

    /** Timer: one per call to Twilio; tags {@code resource}, {@code method}, {@code outcome}. */
    public static final String REQUESTS_METRIC = "baboo.twilio.requests";

    /** Prefix for the text {@code null}, which the SDK would drop; a Unicode noncharacter, never part of a text. */
    private static final String LITERAL_MARK = "\uFDD0";

    private final java.net.http.HttpClient http;
    private final ObjectMapper json;
    private final MeterRegistry meters;
    private final Duration requestTimeout;
    private final @Nullable URI origin;

    public TwilioHttpClient(TwilioConfig config, ObjectMapper json, MeterRegistry meters) {
        this(config.origin().orElse(null), config.connectTimeout(), config.requestTimeout(), json, meters);
    }

    /**
     * @param origin scheme, host and port to call instead of Twilio's; null for Twilio itself
     * @param requestTimeout for the whole call
     */
    public TwilioHttpClient(
            @Nullable URI origin,
            Duration connectTimeout,
            Duration requestTimeout,
            ObjectMapper json,
            MeterRegistry meters) {
        this.origin = origin;
        this.requestTimeout = requestTimeout;
        this.json = json;
        this.meters = meters;
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .build();
    }

    /** The text as a form value: the SDK drops the text {@code null}, so it is marked. */
    public static String literal(String text) {
        return text.equals("null") ? LITERAL_MARK + text : text;
    }

    @Override
    public Response reliableRequest(Request request) {
        return makeRequest(request);
    }

    @Override
    public Response reliableRequest(Request request, int[] retryCodes, int retries, long delayMillis) {
        return makeRequest(request);
    }

    @Override
    public Response makeRequest(Request request) {
        long start = System.nanoTime();
        String outcome = "UNKNOWN";
        try {
            Response response = send(request);
            outcome = "SUCCESS";
            return response;
        } catch (TwilioException e) {
            outcome = e.kind().name();
            throw e;
        } finally {
            meters.timer(
                            REQUESTS_METRIC,
                            "resource",
                            TwilioResourceName.of(request.constructURL().getPath()),
                            "method",
                            request.getMethod().toString(),
                            "outcome",
                            outcome)
                    .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
        }
    }

    private Response send(Request request) {
        try {
            HttpResponse<String> answer = http.send(toHttpRequest(request), BodyHandlers.ofString());
            if (answer.statusCode() >= 400) {
                throw failure(answer);
            }
            // Headers are required: the SDK's debug log iterates over them without a null check.
            return new Response(answer.body(), answer.statusCode(), new Header[0]);
        } catch (HttpConnectTimeoutException | ConnectException | SSLHandshakeException notConnected) {
            // Nothing of the request is sent before the handshake is done.
            throw new TwilioException(TwilioErrorKind.UNREACHABLE, 0, 0, null, notConnected);
        } catch (IOException brokenOff) {
            throw new TwilioException(TwilioErrorKind.TIMED_OUT, 0, 0, null, brokenOff);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TwilioException(TwilioErrorKind.TIMED_OUT, 0, 0, null, interrupted);
        }
    }

    private HttpRequest toHttpRequest(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        target(URI.create(request.constructURL().toString())))
                .timeout(requestTimeout)
                .header("Accept", "application/json");
        if (request.requiresAuthentication()) {
            builder.header("Authorization", request.getAuthString());
        }
        for (Map.Entry<String, List<String>> header : request.getHeaderParams().entrySet()) {
            header.getValue().forEach(value -> builder.header(header.getKey(), value));
        }
        String method = request.getMethod().toString();
        if (method.equals("GET") || method.equals("DELETE")) {
            return builder.method(method, BodyPublishers.noBody()).build();
        }
        request.getPostParams().values().forEach(TwilioHttpClient::unmarkLiterals);
        return builder.header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(request.encodeFormBody()))
                .build();
    }

    private static void unmarkLiterals(List<String> values) {
        values.replaceAll(value -> value.startsWith(LITERAL_MARK) ? value.substring(LITERAL_MARK.length()) : value);
    }

    private URI target(URI twilio) {
        if (origin == null) {
            return twilio;
        }
        String query = twilio.getRawQuery() == null ? "" : "?" + twilio.getRawQuery();
        return URI.create(origin.getScheme() + "://" + origin.getRawAuthority() + twilio.getRawPath() + query);
    }

    private TwilioException failure(HttpResponse<String> answer) {
        Duration retryAfter = answer.headers()
                .firstValue("Retry-After")
                .flatMap(TwilioHttpClient::seconds)
                .orElse(null);
        int code = code(answer.body());
        return new TwilioException(
                TwilioErrorKind.of(answer.statusCode(), code), answer.statusCode(), code, retryAfter, null);
    }

    /** Twilio's error code; 0 in a response from something else, such as a proxy. */
    private int code(String body) {
        try {
            return json.readTree(body).path("code").asInt(0);
        } catch (JsonProcessingException notTwilios) {
            return 0;
        }
    }

    private static Optional<Duration> seconds(String retryAfter) {
        try {
            return Optional.of(Duration.ofSeconds(Math.max(0, Long.parseLong(retryAfter.trim()))));
        } catch (NumberFormatException aDate) {
            return Optional.empty();
        }
    }
}
