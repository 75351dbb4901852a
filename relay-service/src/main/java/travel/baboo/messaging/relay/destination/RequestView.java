package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The request of a delivery as operators see it: exact, except that secrets are replaced by {@value #HIDDEN} and the attempt's trace
 * context is left out.
 *
 * @param body null if the relay does not have it: nothing was ever to be sent
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestView(String method, String url, Map<String, String> headers, @Nullable String body) {

    /** Stands for a secret. */
    public static final String HIDDEN = "[…]";

    public RequestView {
        headers = new TreeMap<>(headers);
    }

    /** A POST. */
    public static RequestView post(String url, Map<String, String> headers, @Nullable String body) {
        return new RequestView("POST", url, headers, body);
    }

    /** The URL's scheme, host and port: anyone who knows the rest of a hook's address can write to it. */
    public static String hidden(URI url) {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getScheme() + "://" + url.getHost() + port + "/" + HIDDEN;
    }
}
