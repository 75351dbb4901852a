package travel.baboo.messaging.token.minting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.io.InputStream;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.token.TwilioTokens;
import travel.baboo.messaging.token.signing.ApiKey;

/** Our tokens beside those of Twilio's Node library, both read by a third library. */
class AccessTokenMinterTest {

    private static final JsonNode FIXTURES = fixtures();
    private static final ApiKey KEY = new ApiKey(text(FIXTURES, "key"), text(FIXTURES, "secret"));

    static Stream<String> cases() {
        return StreamSupport.stream(FIXTURES.get("tokens").spliterator(), false).map(c -> text(c, "name"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyHeaderFieldAndClaimIsWhatTwiliosLibraryWrites(String name) throws ParseException, JOSEException {
        JsonNode fixture = StreamSupport.stream(FIXTURES.get("tokens").spliterator(), false)
                .filter(c -> text(c, "name").equals(name))
                .findFirst()
                .orElseThrow();

        String ours = mint(fixture).jwt();

        String theirs = text(fixture, "jwt");
        assertThat(TwilioTokens.header(ours)).isEqualTo(TwilioTokens.header(theirs));
        assertThat(withoutId(ours)).isEqualTo(withoutId(theirs));
        assertThat((String) TwilioTokens.claims(ours).get("jti"))
                .startsWith((String) TwilioTokens.claims(theirs).get("jti") + "-");
        assertThat(TwilioTokens.isSignedWith(ours, KEY.secret())).isTrue();
        assertThat(TwilioTokens.isSignedWith(theirs, KEY.secret())).isTrue();
    }

    @Test
    void noTwoTokensShareAnIdEvenWhenMintedAtOnce() {
        AccessTokenMinter minter = minter(null);
        Set<String> ids = Collections.newSetFromMap(new ConcurrentHashMap<>());

        IntStream.range(0, 20_000)
                .parallel()
                .forEach(i -> ids.add(mint(minter, "ann").id()));

        assertThat(ids).hasSize(20_000);
    }

    @Test
    void tokensMintedAtOnceAreAllSignedWell() {
        AccessTokenMinter minter = minter(null);
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> mint(minter, "user-" + i)
                        .jwt()))
                .allSatisfy(jwt ->
                        assertThat(TwilioTokens.isSignedWith(jwt, KEY.secret())).isTrue());
    }

    @Test
    void aTokenAndAKeyDoNotShowThemselvesInText() {
        AccessToken token = mint(minter(null), "ann@example.com");
        assertThat(token.toString()).doesNotContain(token.jwt()).doesNotContain("ann");
        assertThat(KEY.toString()).doesNotContain(KEY.secret());
    }

    private static AccessToken mint(JsonNode fixture) {
        @Nullable String push = fixture.path("push").textValue();
        ChatGrant grant = new ChatGrant(new ServiceSid(text(FIXTURES, "service")), push);
        return minter(fixture.path("region").textValue())
                .mint(
                        new TokenIdentity(text(fixture, "identity")),
                        grant,
                        Instant.ofEpochSecond(FIXTURES.get("clock").asLong(), 789_000_000),
                        new TokenLifetime(Duration.ofSeconds(fixture.get("ttl").asLong())));
    }

    private static AccessToken mint(AccessTokenMinter minter, String identity) {
        ChatGrant grant = new ChatGrant(new ServiceSid(text(FIXTURES, "service")), null);
        return minter.mint(new TokenIdentity(identity), grant, Instant.EPOCH, new TokenLifetime(Duration.ofHours(1)));
    }

    private static AccessTokenMinter minter(@Nullable String region) {
        return new AccessTokenMinter(KEY, new AccountSid(text(FIXTURES, "account")), region, new TokenIds());
    }

    private static Map<String, Object> withoutId(String token) throws ParseException {
        Map<String, Object> claims = new TreeMap<>(TwilioTokens.claims(token));
        claims.remove("jti");
        return claims;
    }

    private static String text(JsonNode node, String field) {
        return Objects.requireNonNull(node.get(field).textValue());
    }

    private static JsonNode fixtures() {
        try (InputStream in = AccessTokenMinterTest.class.getResourceAsStream("/twilio-node/tokens.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
