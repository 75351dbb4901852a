package travel.baboo.messaging.conversation.contactdetail.review;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.contactdetail.Originals;
import travel.baboo.messaging.conversation.database.Cursor;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.participant.Access;

/** {@code /api/admin/contact-details}: messages with contact details, and the original texts of those in which they are hidden. */
@Path("/api/admin/contact-details")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class FindingResource {

    private static final UUID LAST = new UUID(-1, -1);
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final FindingListRepository findings;
    private final Originals originals;
    private final AuditTrail trail;

    FindingResource(FindingListRepository findings, Originals originals, AuditTrail trail) {
        this.findings = findings;
        this.originals = originals;
        this.trail = trail;
    }

    /** Findings of a conversation, newest first. */
    @GET
    public Uni<Page<FindingView>> list(
            @QueryParam("conversationSid") @NotNull String conversationSid,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        String sid = Access.parse(conversationSid).value();
        List<String> position = cursor == null
                ? List.of(LATEST.toString(), LAST.toString())
                : Cursor.decode(cursor, 2).parts();
        return findings.before(sid, instant(position.get(0)), id(position.get(1)), limit + 1)
                .map(rows -> Page.of(
                        rows,
                        limit,
                        last -> new Cursor(
                                List.of(last.foundAt().toString(), last.id().toString()))));
    }

    /** The original text, for a dispute. Each reading is in the audit with its reason. */
    @POST
    @Path("{id}/original")
    public Uni<OriginalView> original(String id, @NotNull @Valid OriginalRequest request) {
        UUID finding = parse(id);
        return trail.note("reason: " + request.reason())
                .chain(() -> findings.original(finding))
                .map(found -> found.orElseThrow(FindingResource::unknown))
                .map(stored -> new OriginalView(
                        finding,
                        originals
                                .read(stored)
                                .orElseThrow(() -> new ProblemException(
                                        ProblemType.CONFLICT,
                                        "The key of this text is not in the setting contact-detail.keys."))));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw unknown();
        }
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }

    private static Instant instant(String cursor) {
        try {
            return Instant.parse(cursor);
        } catch (DateTimeException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("No such original text.");
    }
}
