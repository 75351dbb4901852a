package travel.baboo.messaging.token.app;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.token.issuing.TokenPaths;

/** {@code POST /api/twilio/token}: a Twilio access token for the logged-in caller. */
@Path(TokenPaths.APP)
public class AppTokenResource {

    private final AppTokenService tokens;
    private final CallerProvider callers;

    AppTokenResource(AppTokenService tokens, CallerProvider callers) {
        this.tokens = tokens;
        this.callers = callers;
    }

    @POST
    @Authenticated
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public AppToken issue(
            @RestQuery("identity") List<String> identities,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte @Nullable [] body) {
        Set<String> requested = RequestedIdentity.find(identities, contentType, body);
        return tokens.issue(callers.getUnnamed(), requested);
    }
}
