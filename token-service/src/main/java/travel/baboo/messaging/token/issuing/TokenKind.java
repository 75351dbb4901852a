package travel.baboo.messaging.token.issuing;

import java.util.Locale;

/** The kind of a token's bearer; a metric tag and a log field. */
public enum TokenKind {
    /** A person who is logged in to the app. */
    APP,
    /** A bot, requested by an admin. */
    BOT,
    /** A page with the chat widget. */
    WIDGET;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
