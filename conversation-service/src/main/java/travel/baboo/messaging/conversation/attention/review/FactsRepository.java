package travel.baboo.messaging.conversation.attention.review;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.security.WidgetIdentity;
import travel.baboo.messaging.conversation.attention.AttentionConfig;
import travel.baboo.messaging.conversation.attention.arrival.ArrivalFacts;
import travel.baboo.messaging.conversation.attention.arrival.Failure;
import travel.baboo.messaging.conversation.attention.arrival.Phone;
import travel.baboo.messaging.conversation.attention.away.AwayFacts;
import travel.baboo.messaging.conversation.attention.clock.ClockFacts;
import travel.baboo.messaging.conversation.attention.clock.Line;
import travel.baboo.messaging.conversation.attention.notice.NoticeFacts;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.participant.PhoneFacts;

/** Reads the facts for decisions from the mirror, for several conversations in one statement. */
@Singleton
class FactsRepository {

    /**
     * Reads the messages that are unanswered, or that a member has neither read nor got a notice about: usually a few, and at most the
     * latest 50. Only if a message did not arrive, the last message from a phone is searched: one that we did not send in the
     * traveler's name.
     *
     * <p>Reads other tables by subqueries on keys instead of joins: a cached plan from a time when they were small would scan them.
     */
    static final String READ =
            """
            select c.sid, c.state, i.content as inquiry, b.wanted, b.since, a.notices, a.clock,
                   coalesce(a.tag, case when i.requested_role in ('admin', 'bot') then i.content #>> '{attributes,tag}' end) as tag,
                   people.list as members, lines.list as lines, failed.list as failures, inbound.message_index as inbound_index, %1$s,
                   y.decided_at as away_at, y.first_index as away_index, i.content #>> '{attributes,language}' as language
              from conversation c
              left join lateral (select content, requested_role from inquiry where id = c.inquiry_id limit 1) i on true
              left join lateral (select wanted, since from chatbot where conversation_sid = c.sid limit 1) b on true
              left join lateral (select notices, clock, tag from conversation_attention where conversation_sid = c.sid limit 1) a on true
              left join lateral (select answered_index from response_clock where conversation_sid = c.sid limit 1) k on true
              left join lateral (select decided_at, first_index from away_reply where conversation_sid = c.sid limit 1) y on true
              left join lateral (
                   select json_agg(json_build_array(p.sid, p.identity, p.role, p.last_read_index, p.focused_until) order by p.sid) as list,
                          min(greatest(coalesce(p.last_read_index, -1), coalesce(p.notified_index, -1))) as seen
                     from (select sid, identity, last_read_index,
                                  (select m.role from member m where m.conversation_sid = c.sid and m.identity = p.identity) as role,
                                  (select n.last_index from unread_notice n where n.participant_sid = p.sid) as notified_index,
                                  (select f.focused_until from member_focus f where f.participant_sid = p.sid) as focused_until
                             from participant p
                            where conversation_sid = c.sid and removed_at is null and identity is not null
                              and not exists (select from participant twin where twin.identity = p.identity and twin.conversation_sid = c.sid
                                                 and twin.removed_at is null and twin.sid < p.sid)) p
                    where p.role is distinct from 'bot') people on true
              left join lateral (
                   select json_agg(json_build_array(l.message_index, l.author, l.created_at, l.label, l.source,
                                                    (select p.address is not null from participant p where p.sid = l.participant_sid),
                                                    (select m.role from member m where m.conversation_sid = c.sid and m.identity = l.author))
                                   order by l.message_index) as list
                     from (select message_index, author, created_at, label, source, participant_sid from message
                            where conversation_sid = c.sid and removed_at is null
                              and message_index > least(coalesce(k.answered_index, -1), coalesce(people.seen, k.answered_index, -1))
                            order by message_index desc limit 50) l) lines on true
              left join lateral (
                   select json_agg(json_build_array(f.message_index, f.author, f.created_at, f.label, f.source, f.from_phone, f.role,
                                                    f.sid, f.error_code, f.settled)) as list
                     from (select m.message_index, m.author, m.created_at, m.label, m.source, p.address is not null as from_phone, r.role,
                                  m.sid, u.error_code, u.settled_at is not null as settled
                             from undelivered_message u
                             join message m on m.sid = u.message_sid and m.removed_at is null
                             left join participant p on p.sid = m.participant_sid
                             left join member r on r.conversation_sid = c.sid and r.identity = m.author
                            where u.conversation_sid = c.sid
                            order by u.settled_at is not null, m.message_index desc limit %2$d) f) failed on true
              left join lateral (
                   select m.message_index from message m join participant p on p.sid = m.participant_sid
                    where failed.list is not null and m.conversation_sid = c.sid and m.removed_at is null and m.author = p.address
                      and coalesce(m.source, '') not in ('API', 'SDK') and m.attributes not like '%%"clientId"%%'
                    order by m.message_index desc limit 1) inbound on true
              %3$s
             where c.sid = any($1) and c.removed_at is null
            """
                    .formatted(PhoneFacts.COLUMNS, ArrivalFacts.MOST_FAILURES, PhoneFacts.JOIN);

    private static final Pattern CODE = Pattern.compile("[0-9]{1,9}");
    private static final String CLOSED = "closed";
    private static final String BOT = "bot";

    private final Pool pool;
    private final AuthorKinds authors;
    private final AttentionConfig config;

    FactsRepository(Pool pool, AuthorKinds authors, AttentionConfig config) {
        this.pool = pool;
        this.authors = authors;
        this.config = config;
    }

    /** The facts about a conversation. */
    record Mirrored(ClockFacts clock, List<NoticeFacts> members, ArrivalFacts arrivals, AwayFacts away) {

        /** A conversation that the mirror no longer has. */
        static final Mirrored NONE = new Mirrored(
                new ClockFacts(true, false, null, null, null, Set.of(), List.of()),
                List.of(),
                ArrivalFacts.NONE,
                AwayFacts.NONE);

        Mirrored {
            members = List.copyOf(members);
        }
    }

    /** The facts by conversation SID. Conversations that do not exist are missing. */
    Uni<Map<String, Mirrored>> read(Collection<Claim> claims) {
        Map<String, Claim> bySid = claims.stream().collect(Collectors.toMap(Claim::conversationSid, claim -> claim));
        return pool.preparedQuery(READ)
                .execute(Tuple.of((Object) bySid.keySet().toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Mirrored> found = new HashMap<>();
                    for (Row row : rows) {
                        String sid = row.getString("sid");
                        found.put(sid, mirrored(row, bySid.get(sid)));
                    }
                    return found;
                });
    }

    private Mirrored mirrored(Row row, @Nullable Claim claim) {
        JsonObject inquiry = row.getJsonObject("inquiry");
        List<Line> lines = list(row.getJsonArray("lines")).stream()
                .map(line -> line(line, inquiry))
                .toList();
        boolean closed = CLOSED.equals(row.getString("state"));
        boolean notices = config.notice().enabled() && !Boolean.FALSE.equals(row.getBoolean("notices")) && !closed;
        boolean clocks = config.clock().enabled() && !Boolean.FALSE.equals(row.getBoolean("clock"));
        List<NoticeFacts> members = list(row.getJsonArray("members")).stream()
                .map(member -> member(member, inquiry, notices, lines))
                .toList();
        Set<String> experts = members.stream()
                .filter(member -> member.role().equals(Role.EXPERT.group()))
                .map(NoticeFacts::identity)
                .collect(Collectors.toSet());
        return new Mirrored(
                new ClockFacts(
                        closed || !clocks,
                        BOT.equals(row.getString("wanted")),
                        Times.fromDatabase(row.getOffsetDateTime("since")),
                        claim == null ? null : claim.dismissedIndex(),
                        row.getString("tag"),
                        experts,
                        lines),
                members,
                new ArrivalFacts(
                        closed,
                        phone(row),
                        row.getLong("inbound_index"),
                        list(row.getJsonArray("failures")).stream()
                                .map(failure -> failure(failure, inquiry))
                                .toList()),
                new AwayFacts(
                        Times.fromDatabase(row.getOffsetDateTime("away_at")),
                        row.getLong("away_index"),
                        row.getString("language"),
                        !closed && row.getOffsetDateTime("opted_out_at") == null));
    }

    private static @Nullable Phone phone(Row row) {
        Boolean whatsApp = row.getBoolean("whatsapp");
        return whatsApp == null
                ? null
                : new Phone(
                        row.getString("phone_channel"),
                        whatsApp,
                        Times.fromDatabase(row.getOffsetDateTime("last_inbound_at")),
                        Times.fromDatabase(row.getOffsetDateTime("opted_out_at")));
    }

    private Failure failure(JsonArray values, @Nullable JsonObject inquiry) {
        Line line = line(values, inquiry);
        return new Failure(
                values.getString(7),
                line.index(),
                line.author(),
                line.identity(),
                line.at(),
                code(values.getString(8)),
                Boolean.TRUE.equals(values.getBoolean(9)));
    }

    /** Twilio's error codes are numbers; anything else is no code. */
    private static @Nullable Integer code(@Nullable String text) {
        return text != null && CODE.matcher(text).matches() ? Integer.valueOf(text) : null;
    }

    private Line line(JsonArray values, @Nullable JsonObject inquiry) {
        String author = values.getString(1);
        return new Line(
                values.getLong(0),
                authors.of(
                        values.getString(3),
                        author,
                        values.getString(4),
                        Boolean.TRUE.equals(values.getBoolean(5)),
                        values.getString(6),
                        inquiry),
                author,
                time(values.getString(2)));
    }

    private static NoticeFacts member(
            JsonArray values, @Nullable JsonObject inquiry, boolean notices, List<Line> lines) {
        String identity = values.getString(1);
        String role = Optional.ofNullable(values.getString(2))
                .orElseGet(() -> AuthorKinds.isExpert(inquiry, identity) ? Role.EXPERT.group() : Role.TRAVELER.group());
        String focus = values.getString(4);
        boolean known = !WidgetIdentity.matches(identity) || hasAddress(inquiry, identity);
        return new NoticeFacts(
                values.getString(0),
                identity,
                role,
                values.getLong(3),
                focus == null ? null : time(focus),
                notices && known,
                lines);
    }

    /** Whether the inquiry has an address of this traveler. */
    private static boolean hasAddress(@Nullable JsonObject inquiry, String identity) {
        return inquiry != null
                && AuthorKinds.isTraveler(inquiry, identity)
                && inquiry.getJsonObject("traveler").getString("address") != null;
    }

    private static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static List<JsonArray> list(@Nullable JsonArray rows) {
        return rows == null
                ? List.of()
                : rows.stream().map(JsonArray.class::cast).toList();
    }
}
