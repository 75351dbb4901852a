package travel.baboo.messaging.sandbox.twilio.realtime;

import java.util.Locale;

/** The kinds of Sync objects that Conversations uses, with the prefix of their SIDs. */
enum SyncKind {
    DOCUMENT("ET", "Documents"),
    LIST("ES", "Lists"),
    MAP("MP", "Maps");

    private final String prefix;
    private final String path;

    SyncKind(String prefix, String path) {
        this.prefix = prefix;
        this.path = path;
    }

    String prefix() {
        return prefix;
    }

    String path() {
        return path;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
