package travel.baboo.messaging.token.app;

import java.time.Instant;
import travel.baboo.messaging.token.minting.JsonText;

/**
 * The answer to the app. Written by hand, so that nothing reflects and the token is copied as seldom as can be.
 *
 * @param token the access token
 * @param identity whom it is for
 * @param expiresAt when Twilio stops taking it
 * @param refreshAt when to ask for the next: before the SDK's {@code tokenAboutToExpire}, spread over clients
 * @param serverTime now, for clients whose clock is wrong
 */
public record AppToken(String token, String identity, Instant expiresAt, Instant refreshAt, Instant serverTime) {

    private static final int CAPACITY = 1024;

    String toJson() {
        StringBuilder json = new StringBuilder(CAPACITY).append('{');
        member(json, "token", token);
        member(json.append(','), "identity", identity);
        member(json.append(','), "expiresAt", expiresAt.toString());
        member(json.append(','), "refreshAt", refreshAt.toString());
        member(json.append(','), "serverTime", serverTime.toString());
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String name, String value) {
        JsonText.append(json, name);
        json.append(':');
        JsonText.append(json, value);
    }

    @Override
    public String toString() {
        return "AppToken[" + expiresAt + "]";
    }
}
