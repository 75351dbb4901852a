package travel.baboo.messaging.token.issuing;

/** The paths under which tokens are given. */
public final class TokenPaths {

    public static final String APP = "/api/twilio/token";
    public static final String WIDGET = "/chat-widget";

    private TokenPaths() {}
}
