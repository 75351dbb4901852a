package travel.baboo.messaging.token.issuing;

import java.util.Locale;

/** For whom a token is; a label of metrics and a key in logs. */
public enum TokenKind {
    /** Somebody who is logged in to the app. */
    APP,
    /** A bot, asked for by an admin. */
    BOT,
    /** A page with the chat widget. */
    WIDGET;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
