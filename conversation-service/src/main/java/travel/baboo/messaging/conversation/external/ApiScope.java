package travel.baboo.messaging.conversation.external;

/** What an API key permits. */
public enum ApiScope {
    /** Sending messages. */
    MESSAGES,
    /** Creating inquiries. */
    INQUIRIES,
    /** Listing all conversations and reading their threads. */
    READ,
    /** Setting what happens to contact details in a conversation. */
    CONTACT_DETAILS,
    /** Asking what Twilio may publish; for webhook-ingest-service. */
    MESSAGE_CHECKS
}
