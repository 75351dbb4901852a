package travel.baboo.messaging.token.app;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to start with several algorithms and one key: a PEM file does not name its algorithm, and the framework would pick
 * one of those configured.
 */
@Singleton
@Startup
class LoginKeyCheck {

    LoginKeyCheck(
            @ConfigProperty(name = "mp.jwt.verify.publickey.location") String location,
            @ConfigProperty(name = "mp.jwt.verify.publickey.algorithm") Set<String> algorithms) {
        if (algorithms.size() > 1 && !location.startsWith("http:") && !location.startsWith("https:")) {
            throw new IllegalArgumentException("JWT_ALGORITHM names " + algorithms.size()
                    + " algorithms; with a key in a file it is one of RS256 and ES256");
        }
    }
}
