package travel.baboo.messaging.conversation.database;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Classes of Caffeine that Hibernate's caches load by name. */
@RegisterForReflection(
        classNames = {
            "com.github.benmanes.caffeine.cache.PSMS",
            "com.github.benmanes.caffeine.cache.PSWMS",
            "com.github.benmanes.caffeine.cache.SSMS"
        })
class CacheReflection {

    private CacheReflection() {}
}
