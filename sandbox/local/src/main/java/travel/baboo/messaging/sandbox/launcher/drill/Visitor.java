package travel.baboo.messaging.sandbox.launcher.drill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.realtime.SdkClient;

/**
 * A visitor of a page with the chat widget, who has a token from our endpoint and writes through Twilio's SDK. The calls are those of
 * conversations-web-chat-plugin: a token as text, {@code createConversation} and {@code join} the first time, then {@code sendMessage}.
 */
final class Visitor {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final DrillSettings settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String identity = UUID.randomUUID().toString();
    private String conversation = "";
    private @Nullable SdkClient sdk;

    private Visitor(DrillSettings settings) {
        this.settings = settings;
    }

    /** Opens the chat, while nothing is broken. */
    static Visitor arrive(DrillSettings settings) throws IOException, InterruptedException {
        Visitor visitor = new Visitor(settings);
        visitor.conversation = visitor.connect().createConversation(null);
        return visitor;
    }

    /** SID of the visitor's conversation. */
    String conversation() {
        return conversation;
    }

    /**
     * Writes once. The SDK has no key that recognizes a repeat, so a failed message may be at Twilio and is not written again.
     *
     * @return whether Twilio acknowledged it
     * @throws IOException if there is no token, so that nothing was sent
     */
    synchronized boolean write(String body) throws IOException, InterruptedException {
        SdkClient client = sdk == null ? connect() : sdk;
        try {
            client.send(conversation, body, null);
            return true;
        } catch (IllegalStateException failed) {
            client.close();
            sdk = null;
            return false;
        }
    }

    private SdkClient connect() throws IOException, InterruptedException {
        URI url = URI.create(settings.gateway() + "/chat-widget?identity=" + identity);
        HttpResponse<String> token =
                http.send(HttpRequest.newBuilder(url).timeout(TIMEOUT).build(), BodyHandlers.ofString());
        if (token.statusCode() != OK) {
            throw new IOException("no widget token: " + token.statusCode());
        }
        SdkClient client = new SdkClient(settings.sandbox());
        int status = client.init(token.body()).at("/status/code").asInt();
        if (status != OK) {
            client.close();
            throw new IOException("the token was refused: " + status);
        }
        sdk = client;
        return client;
    }
}
