package travel.baboo.messaging.ingest.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import travel.baboo.messaging.ingest.process.ServerProcess;
import travel.baboo.messaging.ingest.signature.Form;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;
import travel.baboo.messaging.ingest.webhook.StreamSender;

/** Signed webhooks, ready to be written to a connection: messages of many conversations, as long as Twilio's are. */
final class Webhooks {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final int COUNT = 20_000;
    private static final int CONVERSATIONS = 1_000;

    private Webhooks() {}

    /** The same ones every time. */
    static List<byte[]> requests() {
        SignatureVerifier twilio = new SignatureVerifier(
                List.of(ServerProcess.PUBLIC_BASE_URL), List.of(ServerProcess.AUTH_TOKEN), Map.of());
        Random random = new Random(1);
        List<byte[]> requests = new ArrayList<>(COUNT);
        for (int i = 0; i < COUNT; i++) {
            requests.add(request(twilio, body(i, random)));
        }
        return requests;
    }

    /** The same messages by Event Streams, {@code batch} in a request. */
    static List<byte[]> streamed(int batch) {
        Random random = new Random(1);
        List<byte[]> requests = new ArrayList<>();
        for (int first = 0; first + batch <= COUNT; first += batch) {
            StringBuilder body = new StringBuilder("[");
            for (int i = first; i < first + batch; i++) {
                body.append(i == first ? "" : ",").append(event(i, random));
            }
            requests.add(streamed(body.append(']').toString().getBytes(UTF_8)));
        }
        return requests;
    }

    private static String event(int number, Random random) {
        return "{\"specversion\":\"1.0\",\"type\":\"com.twilio.conversations.message.added\",\"source\":\"/v1/Accounts/"
                + ServerProcess.ACCOUNT_SID + "\",\"id\":\"" + sid("EZ", number)
                + "\",\"dataschema\":\"https://events-schemas.twilio.com/Conversations.MessageAdded/2\","
                + "\"datacontenttype\":\"application/json\",\"time\":\"2026-08-11T13:03:29.102Z\",\"data\":{\"AccountSid\":\""
                + ServerProcess.ACCOUNT_SID + "\",\"Attributes\":{\"from\":\"Marta - Traveler\"},\"Author\":\"+1555"
                + (1_000_000 + number) + "\",\"MessageBody\":\"Is the hut still open in October? "
                + "We would be four. ".repeat(1 + random.nextInt(6)) + "\",\"ConversationSid\":\""
                + sid("CH", number % CONVERSATIONS) + "\",\"DateCreated\":\"2026-08-11T13:03:28.879Z\",\"Index\":"
                + number / CONVERSATIONS + ",\"MessageSid\":\"" + sid("IM", number)
                + "\",\"MessagingServiceSid\":\"" + sid("MG", 1) + "\",\"ParticipantSid\":\""
                + sid("MB", number % CONVERSATIONS) + "\"}}";
    }

    private static byte[] streamed(byte[] body) {
        String pathAndQuery = StreamSender.PATH + StreamSender.query(body);
        String signature =
                StreamSender.sign("HmacSHA1", ServerProcess.AUTH_TOKEN, ServerProcess.PUBLIC_BASE_URL + pathAndQuery);
        String head = "POST " + pathAndQuery + " HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: TwilioProxy/1.1\r\n"
                + "Accept: */*\r\nContent-Type: application/json\r\nX-Twilio-Signature: " + signature
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /** A request that was not signed with the auth token. */
    record Forgery(String name, byte[] request) {}

    /** A form as long as Twilio's, the longest that is read, one of very many fields, and JSON. */
    static List<Forgery> forgeries() {
        String form = "application/x-www-form-urlencoded";
        String usual = body(1, new Random(1));
        return List.of(
                new Forgery("form of %d bytes".formatted(usual.length()), forged("", form, usual)),
                new Forgery("form of 256 KiB", forged("", form, usual + "&X=" + "x".repeat(255 * 1024))),
                new Forgery("form of 100,000 fields", forged("", form, "a&".repeat(100_000))),
                new Forgery(
                        "JSON of 256 KiB",
                        forged("?bodySHA256=" + "0".repeat(64), "application/json", "[".repeat(255 * 1024))));
    }

    private static byte[] forged(String query, String type, String body) {
        String head = "POST " + PATH + query + " HTTP/1.1\r\nHost: api.example.com\r\nContent-Type: " + type
                + "\r\nX-Twilio-Signature: AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\nContent-Length: " + body.length()
                + "\r\n\r\n";
        return (head + body).getBytes(US_ASCII);
    }

    private static String body(int number, Random random) {
        return "AccountSid=" + ServerProcess.ACCOUNT_SID
                + "&Attributes=%7B%22from%22%3A%22Marta+-+Traveler%22%7D&Author=%2B1555" + (1_000_000 + number)
                + "&Body=Is+the+hut+still+open+in+October%3F+" + "We+would+be+four.+".repeat(1 + random.nextInt(6))
                + "&ChatServiceSid=" + sid("IS", 1) + "&ConversationSid=" + sid("CH", number % CONVERSATIONS)
                + "&DateCreated=2026-08-11T13%3A03%3A28.879Z&EventType=onMessageAdded&Index="
                + number / CONVERSATIONS
                + "&MessageSid=" + sid("IM", number) + "&MessagingServiceSid=" + sid("MG", 1)
                + "&ParticipantSid=" + sid("MB", number % CONVERSATIONS) + "&RetryCount=0&Source=SMS";
    }

    private static String sid(String prefix, int number) {
        return prefix + "%032x".formatted(number);
    }

    private static byte[] request(SignatureVerifier twilio, String form) {
        byte[] body = form.getBytes(UTF_8);
        SignedRequest signed = new SignedRequest(
                PATH, "", ServerProcess.ACCOUNT_SID, Form.decode(body).fields(), false, body);
        String head = "POST " + PATH + " HTTP/1.1\r\nHost: api.example.com\r\nUser-Agent: TwilioProxy/1.1\r\n"
                + "Accept: */*\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"
                + "I-Twilio-Idempotency-Token: 5d3f2c9a-3b51-4e58-9a1e-0d9f7f1f5b1c\r\n"
                + "X-Home-Region: us1\r\nX-Twilio-Signature: " + twilio.sign(signed)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }
}
