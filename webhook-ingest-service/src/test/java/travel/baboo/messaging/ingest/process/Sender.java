package travel.baboo.messaging.ingest.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.ingest.signature.Form;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.ingest.webhook.StreamSender;

/** Sends the messages of one conversation, one after the other or by Event Streams in batches, and notes which were answered 200. */
final class Sender {

    /** Events of one request of Event Streams. */
    static final int BATCH = 3;

    private static final String PATH = "/api/webhooks/message-added";

    private final SignatureVerifier twilio =
            new SignatureVerifier(List.of(ServerProcess.PUBLIC_BASE_URL), List.of(ServerProcess.AUTH_TOKEN), Map.of());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String conversation;
    private final boolean byEventStreams;
    private final List<String> acknowledged;
    private int index;

    /** @param acknowledged gets {@code conversation message-added:<sid>} of each message that was answered 200 */
    Sender(int number, boolean byEventStreams, List<String> acknowledged) {
        this.conversation = "CH%032x".formatted(number);
        this.byEventStreams = byEventStreams;
        this.acknowledged = acknowledged;
    }

    /** Sends until the connection breaks, because the service is killed. */
    void sendUntilItBreaks(int port) {
        try {
            while (true) {
                send(port);
            }
        } catch (IOException killed) {
            // What was on its way may be taken or not: it was not answered.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void send(int port) throws IOException, InterruptedException {
        if (byEventStreams) {
            sendBatch(port);
        } else {
            sendWebhook(port);
        }
    }

    /** One answer covers all of it. */
    private void sendBatch(int port) throws IOException, InterruptedException {
        List<String> messages = new ArrayList<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            String message = nextMessage();
            messages.add(conversation + " message-added:" + message);
            events.add("{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations.message.added\",\"id\":\"EZ"
                    + message.substring(2) + "\",\"data\":{\"ConversationSid\":\"" + conversation
                    + "\",\"MessageSid\":\""
                    + message + "\",\"Index\":" + index + "}}");
        }
        byte[] body = ("[" + String.join(",", events) + "]").getBytes(UTF_8);
        String pathAndQuery = StreamSender.PATH + StreamSender.query(body);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                .header("Content-Type", "application/json")
                .header(
                        "X-Twilio-Signature",
                        StreamSender.sign(
                                "HmacSHA1", ServerProcess.AUTH_TOKEN, ServerProcess.PUBLIC_BASE_URL + pathAndQuery))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            acknowledged.addAll(messages);
        }
    }

    private String nextMessage() {
        return "IM%s%04x%020x".formatted(conversation.substring(26), 0, index++);
    }

    private void sendWebhook(int port) throws IOException, InterruptedException {
        String message = nextMessage();
        byte[] body = ("EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid=" + message + "&Index="
                        + index)
                .getBytes(UTF_8);
        SignedRequest signed = new SignedRequest(PATH, "", "", Form.decode(body).fields(), false, body);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + PATH))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", twilio.sign(signed))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
            acknowledged.add(conversation + " message-added:" + message);
        }
    }
}
