package travel.baboo.messaging.conversation.contactdetail.review;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.contactdetail.Policies;
import travel.baboo.messaging.conversation.database.OwnContext;

/** Stores the modes of conversations. */
@Singleton
@OwnContext
class DetailSettingRepository implements PanacheRepositoryBase<DetailSettingRecord, String> {

    private final Policies policies;

    DetailSettingRepository(Policies policies) {
        this.policies = policies;
    }

    @WithTransaction
    Uni<DetailSetting> load(String conversationSid) {
        return findById(conversationSid).map(found -> new DetailSetting(found == null ? null : found.mode));
    }

    @WithTransaction
    Uni<DetailSetting> store(String conversationSid, DetailSetting setting) {
        String mode = setting.mode();
        if ("replace".equals(mode) && !policies.canReplace()) {
            throw ProblemException.invalid(
                    "mode: replace needs the settings contact-detail.enabled and contact-detail.keys");
        }
        return (mode == null ? deleteById(conversationSid).replaceWithVoid() : upsert(conversationSid, mode))
                .replaceWith(setting);
    }

    private Uni<Void> upsert(String conversationSid, @Nullable String mode) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                insert into contact_detail_setting (conversation_sid, mode, changed_at) values (:sid, :mode, now())
                                on conflict (conversation_sid) do update set mode = excluded.mode, changed_at = excluded.changed_at
                                """)
                        .setParameter("sid", conversationSid)
                        .setParameter("mode", mode)
                        .executeUpdate())
                .replaceWithVoid();
    }
}
