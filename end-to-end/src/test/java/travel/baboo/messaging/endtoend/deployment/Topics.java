package travel.baboo.messaging.endtoend.deployment;

import java.util.Set;
import java.util.TreeSet;

/** The Kafka topics that the services name in their settings. */
final class Topics {

    private Topics() {}

    static Set<String> ofTheServices() {
        Set<String> topics = new TreeSet<>();
        for (ServiceSettings settings : ServiceSettings.all()) {
            settings.properties().forEach((name, value) -> {
                if (((String) name).startsWith("mp.messaging.") && ((String) name).endsWith(".topic")) {
                    topics.add((String) value);
                }
            });
        }
        return topics;
    }
}
