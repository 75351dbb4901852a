package travel.baboo.messaging.sandbox.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.ProblemException;

/**
 * Sign-ins under way and the refresh tokens they led to: OAuth 2.0's authorization code with PKCE (RFC 7636, S256 only), as browser apps use
 * it with a real login. Kept in memory: after a restart people sign in again.
 */
final class SignIn {

    /** Who a token is for, and the refresh token that gets the next one. */
    record Session(LoginRequest person, String refreshToken) {}

    private record Code(LoginRequest person, String challenge, String redirectUri, Instant end) {}

    private static final Duration CODE_LIFE = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Code> codes = new HashMap<>();
    private final Map<String, LoginRequest> sessions = new HashMap<>();

    SignIn(Clock clock) {
        this.clock = clock;
    }

    /** A code that can be used once, within a minute. */
    String code(LoginRequest person, String challenge, String redirectUri) {
        codes.values().removeIf(code -> code.end().isBefore(clock.instant()));
        String code = UUID.randomUUID().toString();
        codes.put(code, new Code(person, challenge, redirectUri, clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** @throws ProblemException if the code or the refresh token is not valid */
    Session exchange(Form form) {
        String grant = form.find("grant_type");
        if ("authorization_code".equals(grant)) {
            return start(redeem(form));
        }
        if ("refresh_token".equals(grant)) {
            // Used once, as browser apps' refresh tokens are: a stolen one shows.
            LoginRequest person = sessions.remove(form.find("refresh_token"));
            if (person == null) {
                throw ProblemException.badRequest("invalid_grant: the refresh token is unknown or was used");
            }
            return start(person);
        }
        throw ProblemException.badRequest("grant_type is authorization_code or refresh_token");
    }

    private Session start(LoginRequest person) {
        Session session = new Session(person, UUID.randomUUID().toString());
        sessions.put(session.refreshToken(), person);
        return session;
    }

    private LoginRequest redeem(Form form) {
        Code code = codes.remove(form.find("code"));
        if (code == null
                || code.end().isBefore(clock.instant())
                || !code.redirectUri().equals(form.find("redirect_uri"))
                || !code.challenge().equals(challenge(form.find("code_verifier")))) {
            throw ProblemException.badRequest(
                    "invalid_grant: the code, its redirect_uri or its code_verifier is wrong");
        }
        return code.person();
    }

    private static String challenge(@Nullable String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(verifier).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
