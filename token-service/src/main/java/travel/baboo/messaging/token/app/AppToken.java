package travel.baboo.messaging.token.app;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import travel.baboo.messaging.token.minting.JsonText;

/**
 * The answer to the app. Written by hand, so that nothing reflects and the token is copied as seldom as can be. Its times are
 * {@code 2026-06-01T12:00:00.000Z}: UTC and milliseconds, always.
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

    /** Always milliseconds and {@code Z}, as JavaScript's {@code toISOString} writes them; {@code Instant.toString} varies. */
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
