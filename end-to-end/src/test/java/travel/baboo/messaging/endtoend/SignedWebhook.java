package travel.baboo.messaging.endtoend;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/**
 * A webhook as Twilio sends it for a new message, signed with the sandbox's token.
 *
 * @param port of the stack's ingest
 */
record SignedWebhook(int port, String signature, String form) {

    static final String CONTENT_TYPE = "application/x-www-form-urlencoded";
    static final String SIGNATURE_HEADER = "X-Twilio-Signature";

    static final String PATH = "/api/webhooks/twilio-event";
    private static final TwilioSigner SIGNER = new TwilioSigner(SandboxCredentials.AUTH_TOKEN);

    /** Creates the webhook of a message for the stack's ingest. It is signed for the URL at the gateway. */
    static SignedWebhook messageAdded(
            BorrowedStack stack, String conversationSid, String messageSid, int index, String author, String body) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", SandboxCredentials.ACCOUNT_SID);
        fields.put("EventType", "onMessageAdded");
        fields.put("Source", "SDK");
        fields.put("ConversationSid", conversationSid);
        fields.put("MessageSid", messageSid);
        fields.put("Index", Integer.toString(index));
        fields.put("Author", author);
        fields.put("Body", body);
        fields.put("Attributes", "{}");
        fields.put("DateCreated", Instant.now().toString());
        Form form = Form.of(fields);
        String signature = SIGNER.sign("http://localhost:" + stack.port(8080) + PATH, form);
        return new SignedWebhook(stack.port(8083), signature, form.encode());
    }

    HttpRequest request() {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + PATH))
                .header("Content-Type", CONTENT_TYPE)
                .header(SIGNATURE_HEADER, signature)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }
}
