package travel.baboo.messaging.token.benchmark;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What the token endpoint is measured against: the same stack and the same check of the app JWT, and then a constant. */
@Path(ConstantResource.PATH)
public class ConstantResource {

    static final String PATH = "/benchmark/constant";

    /** As long as a real answer. */
    private static final String ANSWER = "{\"token\":\"" + "x".repeat(640) + "\"}";

    @POST
    @Authenticated
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public String answer() {
        return ANSWER;
    }
}
