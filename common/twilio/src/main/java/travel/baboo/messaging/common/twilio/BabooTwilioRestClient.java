package travel.baboo.messaging.common.twilio;

import com.twilio.http.TwilioRestClient;
import java.util.Optional;
import travel.baboo.messaging.common.account.TwilioConfig;
import travel.baboo.messaging.common.sid.AccountSid;

/**
 * The SDK's client without its default HTTP client: {@code Builder.build()} would pull that into a native executable,
 * where it does not work.
 */
public final class BabooTwilioRestClient extends TwilioRestClient {

    /**
     * @param username an API key's SID, or the account's
     * @param password the API key's secret, or the account's auth token
     */
    public BabooTwilioRestClient(
            String username, String password, AccountSid account, TwilioHttpClient http, TwilioConfig config) {
        super(new Builder(username, password)
                .accountSid(account.value())
                .httpClient(http)
                .region(config.region().orElse(null))
                .edge(config.edge().orElse(null)));
    }

    /** A client with the configured credentials: the API key if set, else the auth token. */
    public static TwilioRestClient of(TwilioConfig config, TwilioHttpClient http) {
        AccountSid account = new AccountSid(config.accountSid());
        if (config.apiKey().isPresent() && config.apiSecret().isPresent()) {
            return new BabooTwilioRestClient(
                    config.apiKey().get(), config.apiSecret().get(), account, http, config);
        }
        return byAuthToken(config, http)
                .orElseThrow(() ->
                        new IllegalStateException("Set TWILIO_API_KEY and TWILIO_API_SECRET, or TWILIO_AUTH_TOKEN."));
    }

    /** A client with the auth token, even if an API key is set; empty without a token. */
    public static Optional<TwilioRestClient> byAuthToken(TwilioConfig config, TwilioHttpClient http) {
        AccountSid account = new AccountSid(config.accountSid());
        return config.authToken()
                .map(token -> new BabooTwilioRestClient(account.value(), token, account, http, config));
    }
}
