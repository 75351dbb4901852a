package travel.baboo.messaging.conversation.participant;

import java.time.Duration;

/** SQL for the phone of a conversation's traveler, as the mirror knows it. */
public final class PhoneFacts {

    /** WhatsApp accepts free text only within 24 hours of the person's last message (twilio-protocol.md, section 5). */
    public static final Duration WHATSAPP_WINDOW = Duration.ofHours(24);

    /** The columns of {@link #JOIN}. */
    public static final String COLUMNS =
            "ph.channel as phone_channel, ph.whatsapp, ph.last_inbound_at, ph.opted_out_at";

    /**
     * Joins one phone to conversation c and its inquiry i: the participant's, or the one behind the relay. Of several, one that opted
     * out comes first, then one that never wrote, then the one that wrote longest ago.
     */
    public static final String JOIN =
            """
            left join lateral (select a.channel, a.whatsapp, k.last_inbound_at, case when k.opted_out then k.opted_at end as opted_out_at
                                 from (select p.channel, p.channel = 'whatsapp' as whatsapp, p.address,
                                              coalesce(p.proxy_address, '') as proxy
                                         from participant p
                                        where p.conversation_sid = c.sid and p.removed_at is null and p.address is not null
                                       union all
                                       select i.content #>> '{traveler,channel}', i.content #>> '{traveler,address}' like 'whatsapp:%',
                                              i.content #>> '{traveler,address}', null
                                        where i.content #>> '{traveler,channel}' = 'relay-sms') a
                                 left join phone_contact k
                                      on k.address = a.address and (a.proxy is null or k.proxy_address = a.proxy)
                                order by k.opted_out desc nulls last, k.last_inbound_at nulls first limit 1) ph on true
            """;

    private PhoneFacts() {}
}
