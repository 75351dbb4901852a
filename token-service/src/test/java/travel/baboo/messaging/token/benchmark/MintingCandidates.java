package travel.baboo.messaging.token.benchmark;

import com.twilio.jwt.accesstoken.AccessToken;
import com.twilio.jwt.accesstoken.ChatGrant;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.token.minting.AccessTokenMinter;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.minting.TokenIds;
import travel.baboo.messaging.token.minting.TokenLifetime;
import travel.baboo.messaging.token.signing.ApiKey;

/** One token minted: by us, by two libraries, and what no way can be faster than: the HMAC and its Base64 alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MintingCandidates {

    private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
    private static final String KEY = "SK0123456789abcdef0123456789abcdef";
    private static final String SECRET = "not-a-secret-not-a-secret-00001234";
    private static final String SERVICE = "IS0123456789abcdef0123456789abcdef";
    private static final String IDENTITY = "maria@example.com";
    private static final int LIFETIME_SECONDS = 3600;

    private final AccessTokenMinter minter =
            new AccessTokenMinter(new ApiKey(KEY, SECRET), new AccountSid(ACCOUNT), null, new TokenIds());
    private final travel.baboo.messaging.token.minting.ChatGrant grant =
            new travel.baboo.messaging.token.minting.ChatGrant(new ServiceSid(SERVICE), null);
    private final TokenLifetime lifetime = new TokenLifetime(Duration.ofSeconds(LIFETIME_SECONDS));
    private final SecretKey secretKey = new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    private final Mac mac = mac();
    private final byte[] signedPart;

    public MintingCandidates() {
        String token = ours();
        this.signedPart = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    private Mac mac() {
        try {
            Mac keyed = Mac.getInstance("HmacSHA256");
            keyed.init(secretKey);
            return keyed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    public byte[] bareHmacAndBase64() {
        return Base64.getUrlEncoder().withoutPadding().encode(mac.doFinal(signedPart));
    }

    @Benchmark
    public final String ours() {
        return minter.mint(new TokenIdentity(IDENTITY), grant, Instant.now(), lifetime)
                .jwt();
    }

    @Benchmark
    public String smallryeJwtBuild() {
        long now = Instant.now().getEpochSecond();
        return Jwt.claim("jti", KEY + "-" + now)
                .claim("grants", Map.of("identity", IDENTITY, "chat", Map.of("service_sid", SERVICE)))
                .issuedAt(now)
                .expiresAt(now + LIFETIME_SECONDS)
                .issuer(KEY)
                .subject(ACCOUNT)
                .jws()
                .header("cty", "twilio-fpa;v=1")
                .header("typ", "JWT")
                .algorithm(SignatureAlgorithm.HS256)
                .sign(secretKey);
    }

    @Benchmark
    public String twilioSdk() {
        ChatGrant chat = new ChatGrant();
        chat.setServiceSid(SERVICE);
        return new AccessToken.Builder(ACCOUNT, KEY, SECRET.getBytes(StandardCharsets.UTF_8))
                .identity(IDENTITY)
                .ttl(LIFETIME_SECONDS)
                .grant(chat)
                .build()
                .toJwt();
    }
}
