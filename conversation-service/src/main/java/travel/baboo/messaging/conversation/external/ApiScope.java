package travel.baboo.messaging.conversation.external;

/** What an API key permits. */
public enum ApiScope {
    /** Sending messages. */
    MESSAGES,
    /** Creating inquiries. */
    INQUIRIES,
    /** Listing all conversations and reading their threads. */
    READ
}
