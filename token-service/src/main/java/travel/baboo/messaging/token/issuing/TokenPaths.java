package travel.baboo.messaging.token.issuing;

/** The paths that issue tokens. */
public final class TokenPaths {

    public static final String APP = "/api/twilio/token";
    public static final String WIDGET = "/chat-widget";

    private TokenPaths() {}
}
