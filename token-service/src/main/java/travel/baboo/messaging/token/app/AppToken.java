package travel.baboo.messaging.token.app;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import travel.baboo.messaging.token.minting.JsonText;

/**
 * The response to the app. Serialized by hand, without reflection and with few copies of the token. Times have the form
 * {@code 2026-06-01T12:00:00.000Z}: UTC with milliseconds.
 *
 * @param token the access token
 * @param identity the token's identity
 * @param expiresAt when it expires
 * @param refreshAt when to request the next one: before the SDK's {@code tokenAboutToExpire}, spread over clients
 * @param serverTime the current time, for clients with a wrong clock
 */
public record AppToken(String token, String identity, Instant expiresAt, Instant refreshAt, Instant serverTime) {

    private static final int CAPACITY = 1024;

    String toJson() {
        StringBuilder json = new StringBuilder(CAPACITY).append('{');
        member(json, "token", token);
        member(json.append(','), "identity", identity);
        member(json.append(','), "expiresAt", expiresAt);
        member(json.append(','), "refreshAt", refreshAt);
        member(json.append(','), "serverTime", serverTime);
        return json.append('}').toString();
    }

    private static void member(StringBuilder json, String name, String value) {
        JsonText.append(json, name);
        json.append(':');
        JsonText.append(json, value);
    }

    /** Always with milliseconds and {@code Z}, like JavaScript's {@code toISOString}; {@code Instant.toString} varies. */
    private static void member(StringBuilder json, String name, Instant time) {
        JsonText.append(json, name);
        OffsetDateTime utc = time.atOffset(ZoneOffset.UTC);
        digits(json.append(":\""), utc.getYear(), 1000);
        digits(json.append('-'), utc.getMonthValue(), 10);
        digits(json.append('-'), utc.getDayOfMonth(), 10);
        digits(json.append('T'), utc.getHour(), 10);
        digits(json.append(':'), utc.getMinute(), 10);
        digits(json.append(':'), utc.getSecond(), 10);
        digits(json.append('.'), utc.getNano() / 1_000_000, 100);
        json.append("Z\"");
    }

    /** @param highest the place value of the first digit */
    private static void digits(StringBuilder json, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            json.append((char) ('0' + number / place % 10));
        }
    }

    @Override
    public String toString() {
        return "AppToken[" + expiresAt + "]";
    }
}
