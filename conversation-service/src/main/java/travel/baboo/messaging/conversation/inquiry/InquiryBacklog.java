package travel.baboo.messaging.conversation.inquiry;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.database.Times;

/** Reads the state of inquiries that have not become a conversation. */
@Singleton
class InquiryBacklog {

    private final Pool pool;
    private final Duration resumeFor;

    InquiryBacklog(Pool pool, InquiryConfig config) {
        this.pool = pool;
        this.resumeFor = config.resumeFor();
    }

    Uni<Page<InquiryEntry>> list(String state, @Nullable String cursor, int limit) {
        Cursor before = cursor == null ? null : Cursor.decode(cursor, 2);
        Tuple values = Tuple.tuple()
                .addDouble((double) resumeFor.toMillis())
                .addString(state)
                .addOffsetDateTime(before == null ? null : time(before.parts().get(0)))
                .addString(before == null ? null : before.parts().get(1))
                .addInteger(limit + 1);
        return pool.preparedQuery(
                        """
                        select id, state, attempts, step, failure, created_at, next_attempt_at
                          from (select i.*, %s as state from inquiry i where conversation_sid is null and erased_at is null) open
                         where state = $2 and ($3::timestamptz is null or (created_at, id) < ($3, $4::text))
                         order by created_at desc, id desc limit $5
                        """
                                .formatted(InquirySql.STATE))
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(InquiryBacklog::entry)
                        .toList())
                .map(entries -> Page.of(entries, limit, InquiryBacklog::cursor));
    }

    /** The state of an existing inquiry. */
    Uni<String> state(String id) {
        return pool.preparedQuery("select %s as state from inquiry where id = $2".formatted(InquirySql.STATE))
                .execute(Tuple.of((double) resumeFor.toMillis(), id))
                .map(rows -> rows.iterator().next().getString("state"));
    }

    private static InquiryEntry entry(Row row) {
        return new InquiryEntry(
                row.getString("id"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getString("step"),
                row.getString("failure"),
                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("created_at"))),
                Times.fromDatabase(row.getOffsetDateTime("next_attempt_at")));
    }

    private static Cursor cursor(InquiryEntry last) {
        return new Cursor(List.of(last.createdAt().toString(), last.inquiryId()));
    }

    private static OffsetDateTime time(String text) {
        try {
            return Times.toDatabase(Instant.parse(text));
        } catch (DateTimeParseException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }
}
