package travel.baboo.messaging.common.audit;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;

/** The audit in pages, for the services' resources. */
@Singleton
public class AuditLog {

    /** Maximum number of entries in a page. */
    public static final int MAX_LIMIT = 200;

    private final AuditRepository repository;

    AuditLog(AuditRepository repository) {
        this.repository = repository;
    }

    /**
     * A page, newest first.
     *
     * @param cursor from the page before; null for the first page
     * @param limit 1 to {@value #MAX_LIMIT}
     */
    public Uni<AuditPage> page(@Nullable String cursor, int limit) {
        return repository.list(position(cursor), limit + 1).map(entries -> page(entries, limit));
    }

    private static AuditPage page(List<AuditEntry> entries, int limit) {
        return entries.size() > limit
                ? new AuditPage(
                        entries.subList(0, limit), entries.get(limit - 1).id())
                : new AuditPage(entries, null);
    }

    private static long position(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException foreign) {
            throw ProblemException.invalid("cursor: not one that this list returned");
        }
    }
}
