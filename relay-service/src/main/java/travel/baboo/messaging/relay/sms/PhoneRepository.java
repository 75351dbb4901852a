package travel.baboo.messaging.relay.sms;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.relay.delivery.DeliveryState;
import travel.baboo.messaging.relay.delivery.Lane;
import travel.baboo.messaging.relay.delivery.LaneOpening;
import travel.baboo.messaging.relay.delivery.Transitions;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;

/** What phones wrote to our senders: the last time, and opt-outs. */
@Singleton
class PhoneRepository {

    private static final String NOTE =
            """
            insert into phone as p (address, sender, wrote_at, opted_out, keyword_at)
            values ($1, $2, $3, coalesce($4, false), case when $4::boolean is not null then $3::timestamptz end)
            on conflict (address, sender) do update
                set wrote_at = greatest(p.wrote_at, excluded.wrote_at),
                    opted_out = case when $4::boolean is not null and (p.keyword_at is null or p.keyword_at <= $3::timestamptz)
                                     then $4 else p.opted_out end,
                    keyword_at = greatest(p.keyword_at, excluded.keyword_at)
            """;
    private static final String RELEASE =
            """
            update delivery set state = 'waiting', next_attempt_at = now()
             where state = any($2) and address = any($1) returning destination, lane
            """;

    /**
     * A text from a phone.
     *
     * @param optsOut true for STOP, false for START, null for other texts
     */
    record Written(PhoneAddress phone, String sender, Instant at, @Nullable Boolean optsOut) {}

    /** What is known of a phone; both null if unknown. */
    record Phone(@Nullable Instant wroteAt, boolean optedOut) {}

    private final Pool pool;

    PhoneRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Phone> find(PhoneAddress phone, String sender) {
        return pool.preparedQuery(
                        """
                        select max(wrote_at) as wrote_at, coalesce(bool_or(opted_out), false) as opted_out from phone
                         where address = any($1) and sender = $2
                        """)
                .execute(Tuple.of(spellings(phone), sender))
                .map(PhoneRepository::phone);
    }

    /** The spellings of a phone in our tables: rows are keyed by person; earlier releases stored numbers as received. */
    private static String[] spellings(PhoneAddress phone) {
        return phone.value().equals(phone.person())
                ? new String[] {phone.value()}
                : new String[] {phone.person(), phone.value()};
    }

    private static Phone phone(RowSet<Row> rows) {
        Row row = rows.iterator().next();
        OffsetDateTime wroteAt = row.getOffsetDateTime("wrote_at");
        return new Phone(wroteAt == null ? null : wroteAt.toInstant(), row.getBoolean("opted_out"));
    }

    /** Stores what phones wrote, by time, and releases texts held for them; returns whether there were any. */
    Uni<Boolean> note(SqlConnection connection, List<Written> texts) {
        if (texts.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        List<Tuple> rows = texts.stream()
                .sorted(Comparator.comparing((Written text) -> text.phone().person())
                        .thenComparing(Written::at))
                .map(text -> Tuple.of(text.phone().person(), text.sender(), utc(text.at()), text.optsOut()))
                .toList();
        Set<String> addresses = new LinkedHashSet<>();
        texts.forEach(text -> addresses.addAll(List.of(spellings(text.phone()))));
        return connection
                .preparedQuery(NOTE)
                .executeBatch(rows)
                .chain(() -> connection
                        .preparedQuery(RELEASE)
                        .execute(Tuple.tuple()
                                .addArrayOfString(addresses.toArray(String[]::new))
                                .addArrayOfString(Transitions.from(Cause.PHONE, DeliveryState.WAITING))))
                .chain(released -> LaneOpening.open(connection, lanes(released)).replaceWith(released.size() > 0));
    }

    private static List<Lane> lanes(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Lane(row.getString("destination"), row.getString("lane")))
                .toList();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
