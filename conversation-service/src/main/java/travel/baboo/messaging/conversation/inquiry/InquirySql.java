package travel.baboo.messaging.conversation.inquiry;

/** SQL shared by several statements about inquiries. */
public final class InquirySql {

    /** The state of an inquiry that the service retries for $1 milliseconds. */
    public static final String STATE =
            """
            case when erased_at is not null then 'removed'
                 when conversation_sid is not null then 'done'
                 when leased_until >= now() then 'working'
                 when created_at > now() - $1 * interval '1 millisecond' and (leased_until is not null or next_attempt_at is not null)
                     then 'waiting'
                 else 'failed' end
            """;

    private InquirySql() {}
}
