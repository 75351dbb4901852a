package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.http.Json;

/** Access tokens of the sandbox's own account, for tests in Java: valid and invalid ones (https://www.twilio.com/docs/iam/access-tokens). */
public final class SdkToken {

    private SdkToken() {}

    /** For the default service, an hour long, unless the claims are changed. */
    public static String of(String identity, Consumer<ObjectNode> claims) {
        return of(identity, header -> {}, claims, SandboxCredentials.API_SECRET);
    }

    /** With the header and claims changed, signed with that secret. */
    public static String of(String identity, Consumer<ObjectNode> header, Consumer<ObjectNode> claims, String secret) {
        long now = Instant.now().getEpochSecond();
        ObjectNode head = Json.object().put("alg", "HS256").put("typ", "JWT").put("cty", "twilio-fpa;v=1");
        ObjectNode body = Json.object()
                .put("jti", UUID.randomUUID().toString())
                .put("iss", SandboxCredentials.API_KEY)
                .put("sub", SandboxCredentials.ACCOUNT_SID)
                .put("iat", now)
                .put("exp", now + 3600);
        body.putObject("grants").put("identity", identity).putObject("chat");
        header.accept(head);
        claims.accept(body);
        String content = part(head) + "." + part(body);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "."
                    + Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    private static String part(JsonNode json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
