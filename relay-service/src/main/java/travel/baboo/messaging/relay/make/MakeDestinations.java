package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.DestinationSource;
import travel.baboo.messaging.relay.destination.MessageLabels;
import travel.baboo.messaging.relay.destination.Policy;
import travel.baboo.messaging.relay.flow.Traffic;
import travel.baboo.messaging.relay.network.HttpSenders;

/** The configured Make.com hooks. */
@Singleton
class MakeDestinations implements DestinationSource {

    private final List<Destination> hooks;

    MakeDestinations(RelayConfig config, HttpSenders senders, MessageLabels labels, ObjectMapper json) {
        List<Destination> found = new ArrayList<>();
        MakePayloads payloads = new MakePayloads(labels, json);
        config.make().forEach((name, hook) -> hook.url()
                .map(text -> Setting.parse("baboo.relay.make." + name + ".url", text, Setting::url))
                .ifPresent(url -> found.add(new Destination(
                        name,
                        new MakeFilter(name, hook, labels, json),
                        policy(name, hook, config.lanes().directoryPatience()),
                        new MakeSending(hook, senders.forDestination(name, url, hook.concurrency()), payloads)))));
        this.hooks = List.copyOf(found);
    }

    private static Policy policy(String name, RelayConfig.MakeHook hook, Duration directoryWait) {
        if (hook.timeout().toMillis() < 1 || hook.timeout().compareTo(RelayConfig.LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("baboo.relay.make." + name + ".timeout is at most "
                    + RelayConfig.LONGEST_TIMEOUT.toSeconds() + "s: a stop waits for requests under way");
        }
        return new Policy(
                hook.ttl(),
                hook.retrySchedule(),
                new Traffic(hook.concurrency(), hook.rateLimit(), hook.ratePeriod()),
                directoryWait,
                hook.timeout(),
                true,
                Policy.Unknown.NEVER);
    }

    @Override
    public Collection<Destination> destinations() {
        return hooks;
    }
}
