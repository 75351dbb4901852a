package travel.baboo.messaging.token.widget;

import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import travel.baboo.messaging.token.issuing.TokenPaths;
import travel.baboo.messaging.token.minting.TokenIdentity;
import travel.baboo.messaging.token.ratelimit.ClientGate;

/** {@code GET|POST /chat-widget?identity=<uuid>}: the bare token as text, the only format that the widget can read. */
@Path(TokenPaths.WIDGET)
@PermitAll
@NonBlocking
public class WidgetTokenResource {

    private final WidgetTokenService tokens;
    private final ClientGate gate;

    WidgetTokenResource(WidgetTokenService tokens, ClientGate gate) {
        this.tokens = tokens;
        this.gate = gate;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    public String get(@RestQuery("identity") List<String> identities, @Context HttpServerRequest request) {
        return issue(identities, request);
    }

    @POST
    @Produces(MediaType.TEXT_PLAIN)
    public String post(@RestQuery("identity") List<String> identities, @Context HttpServerRequest request) {
        return issue(identities, request);
    }

    /** OPTIONS requests that are not preflights. */
    @OPTIONS
    public Response options() {
        tokens.requireEnabled();
        return Response.noContent().header(HttpHeaders.ALLOW, "GET, POST").build();
    }

    private String issue(List<String> identities, HttpServerRequest request) {
        tokens.requireEnabled();
        TokenIdentity identity = WidgetTokenService.identity(identities);
        gate.requirePass(request);
        return tokens.issue(identity);
    }
}
