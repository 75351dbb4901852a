package travel.baboo.messaging.token.widget;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import travel.baboo.messaging.token.issuing.TokenPaths;
import travel.baboo.messaging.token.minting.TokenIdentity;

/** {@code GET|POST /chat-widget?identity=<uuid>}: the bare token as text, which is all that the widget can read. */
@Path(TokenPaths.WIDGET)
@PermitAll
@NonBlocking
public class WidgetTokenResource {

    private final WidgetTokenService tokens;

    WidgetTokenResource(WidgetTokenService tokens) {
        this.tokens = tokens;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String get(@RestQuery("identity") List<String> identities) {
        return issue(identities);
    }

    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public String post(@RestQuery("identity") List<String> identities) {
        return issue(identities);
    }

    /** What remains of OPTIONS once preflight requests are answered. */
    @OPTIONS
    public Response options() {
        tokens.requireEnabled();
        return Response.noContent().header(HttpHeaders.ALLOW, "GET, POST").build();
    }

    private String issue(List<String> identities) {
        tokens.requireEnabled();
        TokenIdentity identity = WidgetTokenService.identity(identities);
        return tokens.issue(identity);
    }
}
