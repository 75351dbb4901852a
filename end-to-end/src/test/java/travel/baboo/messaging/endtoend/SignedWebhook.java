package travel.baboo.messaging.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A webhook as Twilio sends it when somebody has written a message, signed with the sandbox's token. */
final class SignedWebhook {

    // The sandbox's own, the same everywhere.
    private static final String ACCOUNT_SID = "AC00000000000000000000000000005a4d";
    private static final String AUTH_TOKEN = "sandbox-auth-token-not-a-secret0";
    private static final String PATH = "/api/webhooks/twilio-event";

    private SignedWebhook() {}

    /** Tells the stack's ingest of a message; signed for the address at which the gateway would have got it. */
    static HttpRequest messageAdded(
            BorrowedStack stack, String conversationSid, String messageSid, int index, String author, String body)
            throws GeneralSecurityException {
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("AccountSid", ACCOUNT_SID);
        fields.put("EventType", "onMessageAdded");
        fields.put("Source", "SDK");
        fields.put("ConversationSid", conversationSid);
        fields.put("MessageSid", messageSid);
        fields.put("Index", Integer.toString(index));
        fields.put("Author", author);
        fields.put("Body", body);
        fields.put("Attributes", "{}");
        fields.put("DateCreated", Instant.now().toString());
        StringBuilder form = new StringBuilder();
        StringBuilder signed = new StringBuilder("http://localhost:" + stack.port(8080) + PATH);
        fields.forEach((name, value) -> {
            form.append(form.length() == 0 ? "" : "&").append(name).append('=').append(URLEncoder.encode(value, UTF_8));
            signed.append(name).append(value);
        });
        return HttpRequest.newBuilder(URI.create("http://localhost:" + stack.port(8083) + PATH))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", signature(signed.toString()))
                .POST(HttpRequest.BodyPublishers.ofString(form.toString()))
                .build();
    }

    private static String signature(String signed) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(AUTH_TOKEN.getBytes(UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    }
}
