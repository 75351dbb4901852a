package travel.baboo.messaging.token.issuing;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import travel.baboo.messaging.token.signing.SigningKeys;

/** Ready if a token can be minted. Reports a newer key that cannot be used, while the current one still signs. */
@Readiness
@ApplicationScoped
class MintingHealthCheck implements HealthCheck {

    private final Minting minting;
    private final SigningKeys keys;

    MintingHealthCheck(Minting minting, SigningKeys keys) {
        this.minting = minting;
        this.keys = keys;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("minting")
                .status(minting.findObstacle().isEmpty());
        minting.findObstacle().ifPresent(reason -> response.withData("reason", reason));
        keys.find().ifPresent(key -> response.withData("keySid", key.sid()));
        keys.findSince().ifPresent(since -> response.withData("keySince", since.toString()));
        keys.findProblem().ifPresent(problem -> response.withData("keyProblem", problem));
        return response.build();
    }
}
