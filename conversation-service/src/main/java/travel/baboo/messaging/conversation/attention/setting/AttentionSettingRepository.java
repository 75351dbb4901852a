package travel.baboo.messaging.conversation.attention.setting;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.OwnContext;

/** Stores the settings of conversations. */
@Singleton
@OwnContext
class AttentionSettingRepository implements PanacheRepositoryBase<AttentionRecord, String> {

    @WithTransaction
    Uni<AttentionSetting> load(String conversationSid) {
        return findById(conversationSid).map(found -> found == null ? AttentionSetting.NONE : found.setting());
    }

    @WithTransaction
    Uni<Void> store(String conversationSid, AttentionSetting setting) {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                insert into conversation_attention (conversation_sid, notices, clock, tag, changed_at)
                                values (:sid, cast(cast(:notices as text) as boolean), cast(cast(:clock as text) as boolean), :tag, now())
                                on conflict (conversation_sid) do update
                                   set notices = excluded.notices, clock = excluded.clock, tag = excluded.tag,
                                       changed_at = excluded.changed_at
                                """)
                        .setParameter("sid", conversationSid)
                        .setParameter("notices", text(setting.notices()))
                        .setParameter("clock", text(setting.clock()))
                        .setParameter("tag", setting.tag())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static @Nullable String text(@Nullable Boolean value) {
        return value == null ? null : value.toString();
    }
}
