package travel.baboo.messaging.conversation.reconcile;

import com.twilio.base.Page;
import com.twilio.rest.conversations.v1.service.Conversation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.twilio.ConversationPages;

/** Reads Twilio's list of conversations to find those without any event. */
@Singleton
class Discovery {

    private final ConversationPages twilio;
    private final CheckRepository checks;
    private final RunRepository runs;
    private final LeaseRepository lease;
    private final RequestThrottle throttle;
    private final ReconcileConfig config;
    private final Clock clock;

    Discovery(
            ConversationPages twilio,
            CheckRepository checks,
            RunRepository runs,
            LeaseRepository lease,
            RequestThrottle throttle,
            ReconcileConfig config,
            Clock clock) {
        this.twilio = twilio;
        this.checks = checks;
        this.runs = runs;
        this.lease = lease;
        this.throttle = throttle;
        this.config = config;
        this.clock = clock;
    }

    /** Reads the whole list if a check of everything was requested, otherwise the recent part when it is due. */
    Uni<Void> poll() {
        return runs.wantsListing()
                .chain(request -> request.map(asked -> read(null).chain(() -> runs.listed(asked)))
                        .orElseGet(this::lookForNew));
    }

    private Uni<Void> lookForNew() {
        Instant now = clock.instant();
        return !config.enabled()
                ? Uni.createFrom().voidItem()
                : lease.takeDiscovery(now.minus(config.discoverEvery()))
                        .chain(due -> due
                                ? read(now.minus(config.discoverBack()))
                                : Uni.createFrom().voidItem());
    }

    private Uni<Void> read(@Nullable Instant since) {
        return twilio.serviceSid().chain(service -> next(service, since, null));
    }

    private Uni<Void> next(String service, @Nullable Instant since, @Nullable Page<Conversation> before) {
        return throttle.permit()
                .chain(() -> twilio.conversations(since, before))
                .call(page -> checks.discovered(service, sids(page)))
                .call(this::renewLease)
                .chain(page -> page.hasNextPage()
                        ? next(service, since, page)
                        : Uni.createFrom().voidItem());
    }

    /** Reading a long list takes longer than the lease lasts, so it is renewed. */
    private Uni<Void> renewLease() {
        return lease.take()
                .invoke(mine -> {
                    if (!mine) {
                        throw new IllegalStateException("another instance reconciles now");
                    }
                })
                .replaceWithVoid();
    }

    private static List<String> sids(Page<Conversation> page) {
        return page.getRecords().stream().map(Conversation::getSid).toList();
    }
}
