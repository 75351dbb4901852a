package travel.baboo.messaging.conversation.operation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.database.Page;
import travel.baboo.messaging.conversation.listing.ConversationFilter;
import travel.baboo.messaging.conversation.listing.ConversationRepository;
import travel.baboo.messaging.conversation.listing.ConversationView;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/**
 * {@code POST /api/admin/search}: finds conversations, messages, participants and inquiries by what an operator has at hand. The text is in
 * the body, because it may be a phone number or a name, and URLs are logged.
 */
@Path("/api/admin/search")
@RolesAllowed(Role.Names.ADMIN)
public class SearchResource {

    private static final int LIMIT = 50;

    private final SearchRepository repository;
    private final ConversationRepository conversations;
    private final PhoneNumbers numbers;
    private final CallerProvider callers;

    SearchResource(
            SearchRepository repository,
            ConversationRepository conversations,
            PhoneNumbers numbers,
            CallerProvider callers) {
        this.repository = repository;
        this.conversations = conversations;
        this.numbers = numbers;
        this.callers = callers;
    }

    /** Exact matches, newest first; if there are none, conversations with these words in a name or a message. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON) // A record of one text could also be read from a plain body.
    public Uni<Page<SearchItem>> search(@NotNull @Valid SearchRequest request) {
        SearchKey key = SearchKey.of(request.text(), numbers);
        String caller = callers.getUnnamed().identity();
        return repository
                .find(key, LIMIT)
                .chain(found -> found.isEmpty() && !key.isSid()
                        ? byWords(caller, key.text())
                        : Uni.createFrom().item(found))
                .map(items -> new Page<>(items, null));
    }

    private Uni<List<SearchItem>> byWords(String caller, String words) {
        return conversations
                .list(ConversationFilter.words(caller, words), LIMIT)
                .map(page -> page.items().stream().map(SearchResource::item).toList());
    }

    private static SearchItem item(ConversationView view) {
        ConversationView.Hit hit = view.hit();
        return hit == null || hit.messageSid() == null
                ? new SearchItem(
                        "conversation",
                        view.sid(),
                        view.sid(),
                        view.friendlyName(),
                        view.state().text(),
                        view.lastActivityAt())
                : new SearchItem(
                        "message",
                        hit.messageSid(),
                        view.sid(),
                        view.friendlyName(),
                        String.valueOf(hit.index()),
                        view.lastActivityAt());
    }
}
