package travel.baboo.messaging.sandbox;

/** Credentials of the sandbox's account, obviously not real: the defaults of the launcher and of tests. */
public final class SandboxCredentials {

    public static final String ACCOUNT_SID = "AC00000000000000000000000000005a4d";
    public static final String AUTH_TOKEN = "sandbox-auth-token-not-a-secret0";
    public static final String API_KEY = "SK00000000000000000000000000005a4d";
    public static final String API_SECRET = "sandbox-api-secret-not-a-secret-000000";
    public static final String PHONE_NUMBER = "+15005550006";
    public static final String MESSAGING_SERVICE_SID = "MG00000000000000000000000000005a4d";

    private SandboxCredentials() {}
}
