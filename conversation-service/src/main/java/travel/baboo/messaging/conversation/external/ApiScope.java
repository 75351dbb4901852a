package travel.baboo.messaging.conversation.external;

/** What an API key opens. */
public enum ApiScope {
    /** Sending messages. */
    MESSAGES,
    /** Creating inquiries. */
    INQUIRIES,
    /** Listing all conversations and reading their threads. */
    READ
}
