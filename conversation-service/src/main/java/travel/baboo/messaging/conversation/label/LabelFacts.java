package travel.baboo.messaging.conversation.label;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a message's author.
 *
 * @param label the label set by a holder of the account's credentials; null if none
 * @param attributes the message's attributes, which a browser can write
 * @param source how the message came to Twilio; null if unknown
 * @param edited whether the message was edited
 * @param fromPhone whether the author's participant uses a phone
 * @param participantAttributes those of the author's participant, which a browser can write
 * @param memberRole the author's business role in the conversation, as decided here
 * @param inquiry the inquiry that the conversation began with
 */
public record LabelFacts(
        @Nullable String label,
        @Nullable String attributes,
        @Nullable String source,
        boolean edited,
        @Nullable String author,
        boolean fromPhone,
        @Nullable String participantAttributes,
        @Nullable String memberRole,
        @Nullable String memberName,
        @Nullable JsonObject inquiry) {

    /** Columns of message m, its author's participant p and member k, and the conversation's inquiry i. */
    public static final String COLUMNS =
            """
            m.label as fact_label, m.attributes as fact_attributes, m.source as fact_source,
            m.updated_at >= m.created_at + interval '1 second' as fact_edited, m.author as fact_author,
            p.address is not null as fact_from_phone, p.attributes as fact_participant_attributes,
            k.role as fact_member_role, k.name as fact_member_name
            """;

    /** Joins participant and member to message m. */
    public static final String JOINS =
            """
            left join participant p on p.sid = m.participant_sid
            left join member k on k.conversation_sid = m.conversation_sid and k.identity = m.author
            """;

    /** Reads the facts from a row with {@link #COLUMNS} and the inquiry's content as {@code inquiry}. */
    public static LabelFacts of(Row row) {
        return new LabelFacts(
                row.getString("fact_label"),
                row.getString("fact_attributes"),
                row.getString("fact_source"),
                Boolean.TRUE.equals(row.getBoolean("fact_edited")),
                row.getString("fact_author"),
                Boolean.TRUE.equals(row.getBoolean("fact_from_phone")),
                row.getString("fact_participant_attributes"),
                row.getString("fact_member_role"),
                row.getString("fact_member_name"),
                row.getJsonObject("inquiry"));
    }
}
