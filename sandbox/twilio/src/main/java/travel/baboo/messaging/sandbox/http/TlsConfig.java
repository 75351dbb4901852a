package travel.baboo.messaging.sandbox.http;

import java.nio.file.Path;

/**
 * An additional port with TLS, for SDKs that connect as they do to Twilio.
 *
 * @param port 0 picks a free one
 * @param keyStore a PKCS #12 file, as {@code keytool} writes it
 * @param password of the key store
 */
public record TlsConfig(int port, Path keyStore, String password) {

    public TlsConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SANDBOX_TLS_PORT must be 0 to 65535");
        }
    }
}
