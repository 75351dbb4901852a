package travel.baboo.messaging.conversation.contactdetail;

/** A kind of contact details. */
public enum Kind {
    PHONE,
    EMAIL,
    LINK;

    /** The name in settings, requests and events. */
    public String text() {
        return switch (this) {
            case PHONE -> "phone";
            case EMAIL -> "email";
            case LINK -> "link";
        };
    }
}
