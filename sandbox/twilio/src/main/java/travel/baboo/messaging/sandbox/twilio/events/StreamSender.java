package travel.baboo.messaging.sandbox.twilio.events;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/**
 * Sends one request to a sink, signed over the URL with {@code bodySHA256} and nothing else; five seconds for the answer. Source:
 * twilio.com/docs/events/webhook-quickstart and Twilio's articles on validating Event Streams webhooks.
 */
final class StreamSender {

    private static final int TIMEOUT_MILLIS = 5_000;

    private final Vertx vertx;
    private final HttpClient client;
    private final TwilioSigner signer;
    private final boolean signsUserInfo;
    private final boolean hasSharedKey;

    StreamSender(Vertx vertx, TwilioSigner authToken, StreamConfig config) {
        @Nullable String sharedKey = config.sharedKey();
        this.vertx = vertx;
        this.signer = sharedKey == null ? authToken : TwilioSigner.ofSharedKey(sharedKey);
        this.signsUserInfo = config.signsUserInfo();
        this.hasSharedKey = sharedKey != null;
        this.client = vertx.createHttpClient(
                new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS), new PoolOptions().setHttp1MaxSize(32));
    }

    /** The sink's status; fails without an answer. */
    Future<Integer> send(Sink sink, byte[] body) {
        String url = signedUrl(sink.destination(), body);
        Promise<Integer> answered = Promise.promise();
        Future<HttpClientRequest> request;
        try {
            request = client.request(new RequestOptions()
                    .setAbsoluteURI(TwilioSigner.bare(url))
                    .setMethod(HttpMethod.valueOf(sink.method())));
        } catch (RuntimeException unusableUrl) {
            return Future.failedFuture(unusableUrl);
        }
        long timer = vertx.setTimer(TIMEOUT_MILLIS, fired -> {
            answered.tryFail(new TimeoutException("No answer within 5 s"));
            request.onSuccess(HttpClientRequest::reset);
        });
        request.compose(open -> {
                    head(open, url);
                    return open.send(sink.method().equals("GET") ? Buffer.buffer() : Buffer.buffer(body));
                })
                .compose(response -> response.body().map(read -> response.statusCode()))
                .onComplete(answered::tryComplete, answered::tryFail);
        return answered.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private void head(HttpClientRequest request, String url) {
        request.putHeader("X-Twilio-Signature", signsUserInfo ? signer.signExactly(url) : signer.sign(url))
                .putHeader("User-Agent", "TwilioProxy/1.1")
                .putHeader("Accept", "*/*")
                .putHeader("Content-Type", "application/json");
        if (hasSharedKey) {
            request.putHeader("X-Twilio-Webhooks-Signature-Settings", "key=sandbox,algorithm=HMAC_SHA256");
        }
        String userInfo = URI.create(url).getUserInfo();
        if (userInfo != null) {
            String encoded = Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
            request.putHeader("Authorization", "Basic " + encoded);
        }
    }

    private static String signedUrl(String destination, byte[] body) {
        int fragment = destination.indexOf('#');
        String url = fragment < 0 ? destination : destination.substring(0, fragment);
        return url + (url.indexOf('?') < 0 ? "?" : "&") + "bodySHA256=" + sha256(body);
    }

    private static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
