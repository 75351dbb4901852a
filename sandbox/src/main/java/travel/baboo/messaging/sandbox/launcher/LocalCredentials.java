package travel.baboo.messaging.sandbox.launcher;

/** Keys that open nothing but the sandbox of this machine: they are the same everywhere on purpose, and stand in no real account. */
final class LocalCredentials {

    static final String ACCOUNT_SID = "AC00000000000000000000000000000000";
    static final String AUTH_TOKEN = "local-auth-token-of-the-sandbox";
    static final String API_KEY = "SK00000000000000000000000000000000";
    static final String API_SECRET = "local-api-secret-of-the-sandbox-only";
    static final String PHONE_NUMBER = "+15005550006";
    static final String MESSAGING_SERVICE_SID = "MG00000000000000000000000000000000";

    static final String DATABASE = "baboo";
    static final String DATABASE_USER = "baboo";
    static final String DATABASE_PASSWORD = "baboo";

    static final String MAKE_HOOK = "baboo-local";
    static final String MAKE_SECRET = "whsec_bG9jYWwtbWFrZS1zZWNyZXQtb2YtdGhlLXNhbmRib3g=";
    static final String EXTERNAL_API_KEY = "local-external-api-key";

    private LocalCredentials() {}
}
