package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Filter;
import travel.baboo.messaging.relay.destination.MessageLabels;

/**
 * The hook's configured events, except messages from its own scenario, which carry its name in their
 * attributes, and messages that our services decided on themselves.
 */
final class MakeFilter implements Filter {

    private final String hook;
    private final RelayConfig.MakeHook config;
    private final MessageLabels labels;
    private final ObjectMapper json;

    MakeFilter(String hook, RelayConfig.MakeHook config, MessageLabels labels, ObjectMapper json) {
        this.hook = hook;
        this.config = config;
        this.labels = labels;
        this.json = json;
    }

    @Override
    public boolean accepts(TwilioEvent event) {
        boolean named =
                config.events().contains(event.eventType()) || config.events().contains("*");
        return named
                && acceptsSource(event)
                && !MessageMarks.of(event.fields(), json)
                        .via()
                        .filter(via -> via.equals(hook) || via.equals(MessageMarks.AUTOMATIC))
                        .isPresent();
    }

    /** Only messages have a meaningful source; other events pass. */
    private boolean acceptsSource(TwilioEvent event) {
        return config.sources().isEmpty()
                || !isMessage(event)
                || config.sources().get().stream()
                        .anyMatch(source -> source.equalsIgnoreCase(
                                event.fields().find("Source").orElse("")));
    }

    @Override
    public Answer acceptsIn(TwilioEvent event, @Nullable DirectoryEntry entry) {
        return Answer.of(config.roles().isEmpty()
                || !isMessage(event)
                || config.roles().get().contains(labels.role(event, entry)));
    }

    static boolean isMessage(TwilioEvent event) {
        return event.eventType().startsWith("onMessage");
    }
}
