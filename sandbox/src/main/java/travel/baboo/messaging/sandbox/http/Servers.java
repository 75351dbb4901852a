package travel.baboo.messaging.sandbox.http;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;

/** How the sandbox listens: HTTP/1.1, with room for webhooks whose form is in the URL. */
public final class Servers {

    private static final int LONGEST_LINE = 300 * 1024;
    private static final int LARGEST_HEADERS = 64 * 1024;

    private Servers() {}

    /** HTTP/1.1 only: a fault that cuts a connection must not hit other requests that share it. */
    public static HttpServerOptions on(String host, int port) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEADERS);
    }

    /** The same with TLS, and without HTTP/2. */
    public static HttpServerOptions on(String host, TlsConfig tls) {
        return on(host, tls.port())
                .setSsl(true)
                .setUseAlpn(false)
                .setKeyCertOptions(
                        new PfxOptions().setPath(tls.keyStore().toString()).setPassword(tls.password()));
    }
}
