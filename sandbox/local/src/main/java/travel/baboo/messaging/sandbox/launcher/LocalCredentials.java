package travel.baboo.messaging.sandbox.launcher;

/** Keys of the stack beside Twilio's: they open nothing but what runs on this machine, and are the same everywhere on purpose. */
final class LocalCredentials {

    static final String DATABASE = "baboo";
    static final String DATABASE_USER = "baboo";
    static final String DATABASE_PASSWORD = "baboo";

    static final String MAKE_HOOK = "baboo-local";
    static final String NOTICE_HOOK = "baboo-notices";
    static final String MAKE_SECRET = "whsec_bG9jYWwtbWFrZS1zZWNyZXQtb2YtdGhlLXNhbmRib3g=";
    static final String EXTERNAL_API_KEY = "local-external-api-key";

    private LocalCredentials() {}
}
