package travel.baboo.messaging.sandbox.launcher;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;

/** Whether a public URL leads to this machine's gateway: asks it for a path that only the gateway can answer for. */
final class PublicUrlCheck {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private PublicUrlCheck() {}

    /** Checks the URL and returns the message for the terminal. */
    static String run(URI publicUrl, String gatewayOrigin) throws InterruptedException {
        String path = "/" + UUID.randomUUID();
        String found;
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .connectTimeout(LIMIT)
                    .build()
                    .send(
                            HttpRequest.newBuilder(publicUrl.resolve(path))
                                    .timeout(LIMIT)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 404 && answer.body().contains("No service answers " + path)) {
                return publicUrl + " leads here: Twilio can call us.";
            }
            found = "it answers " + answer.statusCode();
        } catch (IOException e) {
            found = "it does not answer (" + e.getClass().getSimpleName() + ")";
        }
        return "WARNING: " + publicUrl + " does not lead here: " + found + ". Start the tunnel to " + gatewayOrigin
                + "; until then Twilio's webhooks are lost.";
    }
}
