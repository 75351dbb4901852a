package travel.baboo.messaging.sandbox.twilio;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** HTTP Basic as Twilio accepts it: account SID and auth token, or API key SID and secret. */
public final class TwilioAuth {

    private final TwilioAccount account;

    public TwilioAuth(TwilioAccount account) {
        this.account = account;
    }

    void check(HttpServerRequest request) {
        String credentials = decode(request.getHeader("Authorization"));
        boolean known = same(credentials, account.accountSid() + ":" + account.authToken())
                || (same(credentials, account.apiKey() + ":" + account.apiSecret())
                        && account.apiKeyKind().allows(request.path(), account.allowedPaths()));
        if (!known) {
            throw TwilioException.unauthenticated();
        }
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return "";
        }
        try {
            return new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
